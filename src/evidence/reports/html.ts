import { escapeControls } from '../../domain/escape-controls.ts';
import { splitCode, STATE_MARKS, type Block, type Cell, type Figure, type Inline, type Report } from './blocks.ts';

/** A report as one HTML file: no script, nothing loaded from elsewhere, and readable on paper. */
export function renderHtml({ title, question, organization, judgedOn, pack, blocks }: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)} · ${text(organization)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${text(title)}</h1>
<p class="meta">${text(organization)} · judged as of ${text(judgedOn)} · evidence pack <code>${text(pack)}</code></p>
<p class="question">${text(question)}</p>
</header>
${blocks.map(renderBlock).join('\n')}
</main>
</body>
</html>
`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${text(block.text)}</h2>`;
    case 'paragraph':
      return `<p>${inlines(block.parts)}</p>`;
    case 'answer':
      return `<p class="answer">${inlines(block.parts)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${inlines(item)}</li>`).join('')}</${tag}>`;
    }
    case 'table':
      return table(block.columns, block.rows);
    case 'figures':
      return `<div class="figures">${block.figures.map(figure).join('')}</div>`;
  }
}

function figure({ label, value, note }: Figure): string {
  return `<div class="figure"><span class="label">${text(label)}</span><span class="value">${text(value)}</span><span class="note">${text(note)}</span></div>`;
}

function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const head = columns.map((column) => `<th scope="col">${text(column)}</th>`).join('');
  const body = rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${inlines(isMany(cell) ? cell : [cell])}</td>`).join('')}</tr>`)
    .join('\n');
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function isMany(cell: Cell): cell is readonly Inline[] {
  return Array.isArray(cell);
}

function inlines(parts: readonly Inline[]): string {
  return parts.map(inline).join('');
}

function inline(part: Inline): string {
  if (typeof part === 'string') return splitCode(part).map(inlineText).join('');
  if ('code' in part) return part.code === '' ? '' : `<code>${text(part.code)}</code>`;
  if ('strong' in part) return `<strong>${text(part.strong)}</strong>`;
  if ('state' in part) {
    const { mark, word } = STATE_MARKS[part.state];
    return `<span class="state ${part.state}">${mark} ${word}</span>`;
  }
  return /^(https?:|mailto:|[\w./-]+$)/.test(part.link)
    ? `<a href="${text(part.link)}" rel="noreferrer">${text(part.text)}</a>`
    : text(part.text);
}

function inlineText(part: string | { readonly code: string }): string {
  if (typeof part !== 'string') return `<code>${text(part.code)}</code>`;
  // A date must not be broken at its hyphens.
  return text(part).replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, '<time>$&</time>');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function text(plain: string): string {
  return escapeControls(plain).replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? '');
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#fff;--panel:#f6f8fa;--accent:#0550ae;
--pass:#1a7f37;--warn:#9a6700;--bad:#b42318;--mute:#57606a}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#30363d;--paper:#0d1117;--panel:#161b22;--accent:#79b8ff;
--pass:#56d364;--warn:#e3b341;--bad:#ff7b72;--mute:#9da7b3}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:72rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
.meta{color:var(--soft);margin:.25rem 0}.question{font-weight:600;margin:.75rem 0 .5rem}
.answer{background:var(--panel);border-left:4px solid var(--accent);padding:.75rem 1rem;margin:.5rem 0 1rem;font-size:1.05rem}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem;margin:1rem 0}
.figure{border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem;display:flex;flex-direction:column}
.label{color:var(--soft);font-size:.85rem}.value{font-size:1.35rem;font-weight:600;font-variant-numeric:tabular-nums}
.note{color:var(--soft);font-size:.8rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:break-word}
td:first-child{min-width:8rem}time{white-space:nowrap}
th{color:var(--soft);font-weight:600;white-space:nowrap}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,monospace;background:var(--panel);padding:.1em .3em;border-radius:4px}
.state{white-space:nowrap;font-weight:600}.pass{color:var(--pass)}.attested{color:var(--accent)}.stale,.unknown{color:var(--warn)}
.fail,.conflict{color:var(--bad)}.not_applicable{color:var(--mute)}
li{margin:.2rem 0}a{color:var(--accent)}
@media print{main{max-width:none;padding:0}h2{break-after:avoid}tr{break-inside:avoid}}
`;
