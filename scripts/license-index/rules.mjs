import { urlTable } from './urls.mjs';

const GNU = /^(?:A|L)?GPL-|^GFDL-/;
// `Python 2.0` in prose is the product.
const PRODUCT_VERSION = /^(?:Python|PHP|Ruby|Vim|Xdebug|Info)-/;
const FAMILIES = new Set(['GPL', 'LGPL', 'AGPL', 'GFDL', 'BSD', 'MPL', 'EPL']);

/** Compiles names, phrases, URLs and word lists into dictionary ids. The first rule of a word sequence wins. */
export function compileRules({ licenses, ids, exceptionIds, overlay, dictionary }) {
  const byWords = new Map();
  const add = (text, kind, expression, weak = false) => {
    const words = dictionary.ids(String(text));
    const key = words.join(' ');
    if (words.length === 0 || byWords.has(key)) return;
    // A name that tells no version, of a license that has versions, gives way to a better one in the same file.
    const isWeak =
      weak ||
      (kind === 'name' &&
        (FAMILIES.has(expression) ||
          ids.some((id) => id !== expression && new RegExp(`^${expression}-(?:\\d{4,}|\\d+\\.\\d)`).test(id)) ||
          (/\d/.test(expression) && !/\d|zero|three|two|new|simplified|revised|modified|original|clear|cc0/.test(text))));
    byWords.set(key, { words, kind, expression, ...(isWeak && { weak: true }) });
  };
  for (const { is, means, kind = 'phrase', weak } of overlay.phrases) add(is, kind, means, weak);
  for (const [id, phrases] of Object.entries(overlay.exceptions)) for (const phrase of phrases) add(phrase, 'exception', id);
  for (const id of exceptionIds) if (/exception|note/.test(id)) add(id, 'exception', id);
  for (const [id, { names }] of Object.entries(overlay.unlisted)) for (const name of names) add(name, 'title', id);
  for (const [id, names] of Object.entries(overlay.names)) for (const name of names) add(name, 'name', id);
  for (const [id, { name }] of Object.entries(licenses)) {
    if (GNU.test(id)) continue;
    for (const alias of titles(id, name)) add(alias, alias.split(/\s+/).length >= 3 ? 'title' : 'name', id);
    if (/[-.\d]/.test(id) && !PRODUCT_VERSION.test(id)) add(id, 'name', id);
  }
  for (const [name, id] of unversionedNames(licenses)) add(name, 'name', id, true);
  const words = Object.fromEntries(
    Object.entries(overlay.words)
      .filter(([name]) => name !== 'variants')
      .map(([name, list]) => [name, [...new Set(list.flatMap((word) => dictionary.ids(String(word))))]]),
  );
  return {
    phrases: [...byWords.values()],
    urls: urlTable(licenses, ids, overlay),
    words,
    ids,
    exceptionIds,
    categories: Object.fromEntries(Object.entries(overlay.unlisted).map(([id, { category }]) => [id, category])),
  };
}

/** `Academic Free License` for `AFL-*`, whose version the notice tells; the only version there is where there is one. */
function unversionedNames(licenses) {
  const ids = new Map();
  for (const [id, { name }] of Object.entries(licenses)) {
    const family = /^(.*[a-z].*)-\d[\d.]*[a-z]?$/i.exec(id)?.[1];
    const plain = name.replace(/\([^)]*\)/g, ' ').trim();
    const title = /^(.*?)[ ,]+v?(?:ersion )?\d+(?:\.\d+)*[a-z]?$/i.exec(plain)?.[1];
    if (family === undefined || title === undefined || !/licen[sc]e/i.test(title) || title.split(/\s+/).length < 3) continue;
    if (GNU.test(id) || /^(?:CC|BSD)-/.test(id)) continue;
    ids.set(title, ids.has(title) ? `${family}-*` : id);
  }
  return ids;
}

/** The full name as the list has it, and as people write it. */
function titles(id, name) {
  const plain = name
    .replace(/["“”]/g, '')
    .replace(/\([^)]*\)/g, ' ')
    .trim();
  const forms = new Set([plain, name.replace(/["“”]/g, '')]);
  if (!/licen[sc]e/i.test(plain) && plain.split(/\s+/).length >= 2) forms.add(`${plain} License`);
  const versioned = /^(.*?)\s+v?(\d+(?:\.\d+)*[a-z]?)$/i.exec(plain);
  if (versioned && /licen[sc]e/i.test(versioned[1]) && versioned[2].endsWith('.0'))
    forms.add(`${versioned[1]} ${versioned[2].slice(0, -2)}`);
  const commons = /^CC-(BY(?:-NC)?(?:-ND|-SA)?(?:-NC)?)-(\d\.\d)$/.exec(id);
  if (commons) for (const form of creativeCommons(commons[1], commons[2])) forms.add(form);
  return forms;
}

const CC_PARTS = {
  BY: ['attribution'],
  NC: ['noncommercial', 'non commercial', 'no commercial', 'noncomercial'],
  SA: ['sharealike', 'share alike'],
  ND: ['noderivs', 'no derivs', 'noderivatives', 'no derivatives', 'no derivative works', 'noderivative works'],
};

/** The parts in the order of the id and, as the first versions had it, `NoDerivs-NonCommercial`. */
function creativeCommons(code, version) {
  return code === 'BY-NC-ND' && version === '1.0'
    ? [...spellings(code, version), ...spellings('BY-ND-NC', version)]
    : spellings(code, version);
}

function spellings(code, version) {
  let spelled = [''];
  for (const part of code.split('-')) spelled = spelled.flatMap((prefix) => CC_PARTS[part].map((word) => `${prefix} ${word}`));
  const short = code.toLowerCase().replaceAll('-', ' ');
  const bodies = [
    ...spelled.map((words) => `creative commons${words}`),
    ...spelled.map((words) => `cc${words}`),
    `creative commons ${short}`,
    `cc ${short}`,
    ...(code === 'BY' ? [] : spelled.map((words) => words.trim())),
  ];
  return bodies.flatMap((body) => [
    `${body} ${version}`,
    `${body} license ${version}`,
    `${body} ${version} international`,
    `${body} ${version} unported`,
    `${body} ${version} generic`,
    `${body} international license ${version}`,
    `${body} unported license ${version}`,
  ]);
}
