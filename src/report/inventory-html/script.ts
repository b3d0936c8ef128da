/**
 * What makes the table of a page: search, filters, sorting, and rows that exist only while they are visible, so that 20,000
 * components scroll like 20. Text goes in with `textContent` alone.
 */
export const SCRIPT = `
(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const at = (name) => data.names.indexOf(name);
  const value = (row, column) => data.columns[column].texts[data.columns[column].at[row]];
  const SHOWN = ['name', 'version', 'ecosystem', 'use', 'license', 'license status', 'projects'];
  const FILTERS = ['kind', 'ecosystem', 'use', 'direct', 'license status'];
  const HEIGHT = 33, SPARE = 10;
  const grid = document.getElementById('grid'), body = grid.querySelector('tbody');
  const search = document.getElementById('search'), count = document.getElementById('count');
  const tools = document.getElementById('filters'), detail = document.getElementById('detail');
  const element = (tag, text) => { const made = document.createElement(tag); if (text !== undefined) made.textContent = text; return made; };
  const compare = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
  let rows = [], sortBy = -1, down = false, chosen = -1;

  const filters = FILTERS.map((name) => {
    const column = at(name), select = element('select');
    select.setAttribute('aria-label', name);
    select.append(new Option('any ' + name, ''));
    for (const text of data.columns[column].texts.filter((text) => text !== '').sort(compare)) select.append(new Option(text, text));
    if (name === 'kind') select.value = 'third-party';
    select.addEventListener('change', filter);
    tools.append(select);
    return { column, select };
  });

  const head = grid.querySelector('thead tr');
  for (const name of SHOWN) {
    const cell = element('th'), button = element('button', name);
    cell.scope = 'col';
    button.type = 'button';
    button.addEventListener('click', () => { down = sortBy === at(name) && !down; sortBy = at(name); mark(); order(); draw(true); });
    cell.append(button);
    head.append(cell);
  }
  function mark() {
    [...head.children].forEach((cell, index) => {
      const on = at(SHOWN[index]) === sortBy;
      if (on) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending'); else cell.removeAttribute('aria-sort');
      cell.firstChild.textContent = SHOWN[index] + (on ? (down ? ' \\u2193' : ' \\u2191') : '');
    });
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const hits = words.map((word) => data.columns.map((column) => column.texts.map((text) => text.toLowerCase().includes(word))));
    const wanted = filters.filter(({ select }) => select.value !== '').map(({ column, select }) => [column, data.columns[column].texts.indexOf(select.value)]);
    rows = [];
    for (let row = 0; row < data.rows; row += 1) {
      if (!wanted.every(([column, index]) => data.columns[column].at[row] === index)) continue;
      if (!hits.every((hit) => hit.some((column, index) => column[data.columns[index].at[row]]))) continue;
      rows.push(row);
    }
    order();
    draw(true);
  }
  function order() {
    if (sortBy < 0) return;
    const { texts, at: index } = data.columns[sortBy];
    const rank = new Map([...texts.keys()].sort((a, b) => compare(texts[a].toLowerCase(), texts[b].toLowerCase()) || compare(texts[a], texts[b])).map((text, place) => [text, place]));
    rows.sort((a, b) => (rank.get(index[a]) - rank.get(index[b])) * (down ? -1 : 1) || a - b);
  }

  const gap = (height) => { const row = element('tr'), cell = element('td'); row.className = 'gap'; row.setAttribute('aria-hidden', 'true'); cell.colSpan = SHOWN.length; cell.style.height = height + 'px'; row.append(cell); return row; };
  function draw(fromTop) {
    if (fromTop) { grid.scrollTop = 0; count.textContent = rows.length.toLocaleString('en') + ' of ' + data.rows.toLocaleString('en') + ' components'; }
    const first = Math.max(0, Math.floor(grid.scrollTop / HEIGHT) - SPARE);
    const last = Math.min(rows.length, first + Math.ceil(grid.clientHeight / HEIGHT) + 2 * SPARE);
    const made = rows.slice(first, last).map((row, index) => {
      const line = element('tr');
      line.setAttribute('aria-rowindex', first + index + 2);
      line.tabIndex = 0;
      if (row === chosen) line.className = 'on';
      for (const name of SHOWN) { const text = value(row, at(name)), cell = element('td', text); cell.title = text; line.append(cell); }
      line.addEventListener('click', () => show(row));
      line.addEventListener('keydown', (event) => { if (event.key === 'Enter') show(row); });
      return line;
    });
    grid.querySelector('table').setAttribute('aria-rowcount', rows.length + 1);
    body.replaceChildren(gap(first * HEIGHT), ...made, gap((rows.length - last) * HEIGHT));
  }
  function show(row) {
    chosen = row;
    const list = element('dl');
    list.className = 'detail';
    data.names.forEach((name, column) => { const text = value(row, column); if (text !== '') list.append(element('dt', name), element('dd', text)); });
    detail.replaceChildren(list);
    draw(false);
  }

  let waiting = false;
  grid.addEventListener('scroll', () => { if (waiting) return; waiting = true; requestAnimationFrame(() => { waiting = false; draw(false); }); });
  search.addEventListener('input', filter);
  addEventListener('resize', () => draw(false));
  document.getElementById('explorer').hidden = false;
  mark();
  filter();
})();
`;
