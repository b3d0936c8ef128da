import type { Component } from '../../domain/component.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { formatCount, formatShare } from '../numbers.ts';
import { componentRows } from '../rows/component-rows.ts';
import { packRows } from './columns.ts';
import { embedJson, escapeHtml, renderPage } from './page.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** The inventory as one file for a browser: it loads nothing, and its tables of sums need no script. */
export function renderInventoryHtml(snapshot: Snapshot): Iterable<string> {
  return renderPage({ title: `Inventory of ${snapshot.source.name}`, style: STYLE, script: SCRIPT, body: body(snapshot) });
}

function* body(snapshot: Snapshot): Iterable<string> {
  const third = snapshot.components.filter((component) => !component.firstParty);
  yield `<main>\n<h1>Inventory of ${escapeHtml(snapshot.source.name)}</h1>\n${facts(snapshot)}${cards(snapshot, third)}`;
  yield sums('Licenses', 'license', third, licenseLabel);
  yield sums('Ecosystems', 'ecosystem', third, (component) => component.ecosystem);
  yield unread(snapshot);
  yield EXPLORER;
  yield `<script type="application/json" id="data">${embedJson(packRows(componentRows(snapshot)))}</script>\n</main>\n`;
}

function facts({ source }: Snapshot): string {
  const parts = [
    ...(source.repository === undefined ? [] : [source.repository]),
    ...(source.commit === undefined ? [] : [`commit ${source.commit}`]),
    ...(source.dirty ? ['with uncommitted changes'] : []),
    ...(source.time === undefined ? [] : [source.time]),
    `made by ${source.scanner.name} ${source.scanner.version}`,
  ];
  return `<p class="facts">${parts.map(escapeHtml).join(' · ')}</p>\n`;
}

function cards(snapshot: Snapshot, third: readonly Component[]): string {
  const known = third.filter((component) => component.concluded.status === 'concluded').length;
  const failed = snapshot.inputs.filter((input) => input.state === 'failed').length;
  const items: readonly (readonly [string, string, boolean?])[] = [
    [formatCount(third.length), 'third-party components'],
    [formatCount(snapshot.projects.length), 'projects'],
    [formatShare(known, third.length), 'with a known license'],
    [formatCount(third.length - known), 'license not known', known < third.length],
    [formatCount(snapshot.inputs.length), 'dependency files seen'],
    [formatCount(failed), 'could not be read', failed > 0],
  ];
  const list = items.map(([figure, label, bad]) => `<li><b${bad === true ? ' class="bad"' : ''}>${figure}</b>${label}</li>`);
  return `<ul class="cards">${list.join('')}</ul>\n`;
}

function licenseLabel({ concluded }: Component): string {
  if (concluded.status === 'concluded') return concluded.expression;
  return concluded.status === 'no-assertion' ? `not known: ${concluded.reason}` : concluded.status;
}

const MOST_SUMS = 25;
const BAR = 160;

function sums(title: string, heading: string, third: readonly Component[], labelOf: (component: Component) => string): string {
  if (third.length === 0) return '';
  const counts = new Map<string, number>();
  for (const component of third) counts.set(labelOf(component), (counts.get(labelOf(component)) ?? 0) + 1);
  const sorted = [...counts].toSorted(([a, inA], [b, inB]) => inB - inA || byCodeUnit(a, b));
  const most = sorted[0]?.[1] ?? 1;
  const rows = sorted.slice(0, MOST_SUMS).map(([label, count]) => {
    const width = Math.max(1, Math.round((count / most) * BAR));
    const bar = `<div class="bar"><svg width="${BAR}" height="13" aria-hidden="true"><rect width="${width}" height="13"/></svg></div>`;
    return `<tr><td>${escapeHtml(label)}</td><td class="n">${formatCount(count)}</td><td class="n">${formatShare(count, third.length)}</td><td>${bar}</td></tr>`;
  });
  const more = sorted.length - rows.length;
  const rest = more > 0 ? `<p class="facts">${formatCount(more)} more below</p>` : '';
  return `<h2>${title}</h2>\n<table><thead><tr><th scope="col">${heading}</th><th scope="col" class="n">components</th><th scope="col" class="n">share</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>${rest}\n`;
}

const MOST_FILES = 500;

function unread({ inputs }: Snapshot): string {
  const files = inputs.filter(({ state }) => state === 'failed' || state === 'stale' || state === 'unsupported');
  if (files.length === 0) return '';
  const rows = files
    .slice(0, MOST_FILES)
    .map(
      ({ path, state, reason = '' }) => `<tr><td>${escapeHtml(path)}</td><td>${state}</td><td>${escapeHtml(reason)}</td></tr>`,
    );
  const more = files.length > MOST_FILES ? `<p class="facts">${formatCount(files.length - MOST_FILES)} more</p>` : '';
  return `<h2>Not read completely (${formatCount(files.length)})</h2>\n<table><thead><tr><th scope="col">file</th><th scope="col">state</th><th scope="col">reason</th></tr></thead><tbody>${rows.join('')}</tbody></table>${more}\n`;
}

const EXPLORER = `<h2>Components</h2>
<noscript><p>Searching and sorting need scripts. The same table is in the outputs csv and xlsx.</p></noscript>
<section id="explorer" hidden aria-label="Components">
<div class="tools"><input type="search" id="search" placeholder="Search in every column" aria-label="Search in every column"><span id="filters" class="tools"></span><span id="count" role="status"></span></div>
<div class="grid" id="grid" tabindex="0"><table><thead><tr></tr></thead><tbody></tbody></table></div>
<div id="detail" aria-live="polite"></div>
</section>
`;
