import type { Finding, PolicyFinding } from '../../domain/finding.ts';
import { escapeHtml, renderPage } from '../inventory-html/page.ts';
import { STYLE } from '../inventory-html/style.ts';
import { formatCount, plural } from '../numbers.ts';
import { shorten } from './inert.ts';
import { packageName, pathPhrase, rulePhrase } from './phrases.ts';
import { shownName } from './names.ts';
import { isFailing, openFindings, waivedFindings, type FindingsOptions, type ReportedJudgement } from './reported.ts';

/** More findings than anybody reads; the rest is counted, and stands in the JSON. */
const MOST_SHOWN = 2000;

const OWN_STYLE = `
details{border:1px solid var(--line,#d0d7de);border-radius:6px;margin:.4rem 0;padding:.4rem .7rem}
summary{cursor:pointer}summary b{margin-right:.5rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.6rem 0 .2rem}dt{opacity:.7}dd{margin:0;overflow-wrap:anywhere}
mark{background:#ffe3e0;color:#82071e;border-radius:3px;padding:0 .15rem}mark.allow{background:#dafbe1;color:#116329}mark.review,mark.unknown{background:#fff3c4;color:#6b4b00}
.tag{display:inline-block;border-radius:3px;padding:0 .4rem;margin-right:.4rem;background:#eee;color:#333}.tag.deny{background:#cf222e;color:#fff}.tag.review{background:#bf8700;color:#fff}
`;

const SCRIPT = `
(() => {
  'use strict';
  const search = document.getElementById('search');
  search.hidden = false;
  search.addEventListener('input', () => {
    const words = search.value.toLowerCase();
    for (const item of document.querySelectorAll('details')) item.hidden = !item.textContent.toLowerCase().includes(words);
  });
})();
`;

/** The findings as one file for a browser: it loads nothing, and all of it can be read without a script. */
export function renderFindingsHtml(judgement: ReportedJudgement, options: FindingsOptions): Iterable<string> {
  const title = `License check of ${judgement.snapshot.name}`;
  return renderPage({ title, style: STYLE + OWN_STYLE, script: SCRIPT, body: body(title, judgement, options) });
}

// A page may be printed into a build log: `##[` would be a command there, and is the same text as a reference.
function* body(title: string, judgement: ReportedJudgement, options: FindingsOptions): Iterable<string> {
  for (const piece of pieces(title, judgement, options)) yield piece.replaceAll('##', '#&#35;');
}

function* pieces(title: string, judgement: ReportedJudgement, options: FindingsOptions): Iterable<string> {
  const open = openFindings(judgement);
  const failing = open.filter((finding) => isFailing(finding, options));
  const others = open.filter((finding) => !isFailing(finding, options));
  yield `<main>\n<h1>${escapeHtml(title)}</h1>\n${facts(judgement)}${cards(judgement, failing.length)}`;
  yield '<p><input id="search" type="search" placeholder="search findings" aria-label="search findings" hidden></p>\n';
  yield* section('Fails the check', failing);
  yield* section('Also found', others);
  yield* section('Accepted by waiver', waivedFindings(judgement));
  yield* section('Fixed since the base', judgement.fixed ?? []);
  yield policySection(judgement.policyProblems);
  yield incompleteSection(judgement);
  yield '</main>\n';
}

function facts({ snapshot, policy, judgedOn }: ReportedJudgement): string {
  const parts = [
    ...(snapshot.commit === undefined ? [] : [`commit ${snapshot.commit}`]),
    `policy ${[policy.id ?? policy.file, policy.revision].filter((part) => part !== undefined).join(' ')}`,
    `sha256:${policy.sha256.slice(0, 16)}`,
    `judged as of ${judgedOn}`,
  ];
  return `<p class="facts">${parts.map(escapeHtml).join(' · ')}</p>\n`;
}

function cards({ summary, findings }: ReportedJudgement, failing: number): string {
  const added = findings.filter((finding) => finding.isNew === true && finding.state === 'open').length;
  const items: readonly (readonly [number, string, boolean?])[] = [
    [failing, failing === 0 ? 'fail: the check passes' : 'fail the check', failing > 0],
    [added, 'new since the base'],
    [summary.denied, 'denied', summary.denied > 0],
    [summary.review, 'to review'],
    [summary.allowed, 'allowed'],
    [summary.waived, 'accepted by waiver'],
    [summary.evaluated, 'uses judged'],
    [summary.projects, 'projects'],
  ];
  const list = items.map(
    ([figure, label, bad]) => `<li><b${bad === true ? ' class="bad"' : ''}>${formatCount(figure)}</b>${label}</li>`,
  );
  return `<ul class="cards">${list.join('')}</ul>\n`;
}

function* section(title: string, findings: readonly Finding[]): Iterable<string> {
  if (findings.length === 0) return;
  yield `<h2>${escapeHtml(title)} (${formatCount(findings.length)})</h2>\n`;
  for (const finding of findings.slice(0, MOST_SHOWN)) yield renderFinding(finding);
  const more = findings.length - MOST_SHOWN;
  if (more > 0) yield `<p>and ${formatCount(more)} more, which the JSON report holds</p>\n`;
}

function renderFinding(finding: Finding): string {
  const { code, verdict, message, component, location, license, rule, waiver, fix, assumed, project, scope } = finding;
  const tags = `<span class="tag ${verdict}">${verdict}</span><b>${escapeHtml(packageName(finding))}</b>${finding.isNew === true ? '<span class="tag">new</span>' : ''}`;
  const [path] = finding.paths;
  const rows: readonly (readonly [string, string] | undefined)[] = [
    ['package', text(component.purl ?? component.name)],
    ['license', markTerms(finding)],
    ['decided by', text(rulePhrase(rule))],
    license.problem === undefined ? undefined : ['cannot be read', text(license.problem.message)],
    license.branches.length < 2
      ? undefined
      : [
          'branches',
          text(license.branches.map((item) => `${item.text} → ${item.verdict}${item.chosen ? ' (taken)' : ''}`).join('; ')),
        ],
    ['used by', text(`${shownName(project)} (${scope})`)],
    path === undefined ? undefined : ['path', text(pathPhrase(path))],
    ['place', text(location.line === undefined ? location.path : `${location.path}:${location.line}`)],
    license.evidence.length === 0
      ? undefined
      : [
          'evidence',
          text(
            license.evidence
              .slice(0, 5)
              .map(({ role, raw, path: file }) => `${role} ${shorten(raw, 80)} in ${file}`)
              .join('; '),
          ),
        ],
    waiver === undefined
      ? undefined
      : ['waiver', text(`${waiver.id} of ${waiver.owner} until ${waiver.expires}: ${waiver.reason}`)],
    assumed.length === 0 ? undefined : ['assumed', text(assumed.join(', '))],
    rule.help === undefined ? undefined : ['help', text(rule.help)],
    fix === undefined ? undefined : ['fix', text(fix)],
    ['finding', text(finding.id.slice(0, 16))],
  ];
  const list = rows.flatMap((row) => (row === undefined ? [] : [`<dt>${row[0]}</dt><dd>${row[1]}</dd>`]));
  return `<details><summary>${tags} ${escapeHtml(code)}: ${text(message)}</summary><dl>${list.join('')}</dl></details>\n`;
}

/** The expression with each term in the colour of what was said of it. */
function markTerms({ license: { text: written, terms }, expression }: Finding): string {
  if (terms.length === 0 || written.length > 300) return text(written === '' ? expression : written);
  let html = '';
  let at = 0;
  for (const term of terms.toSorted((a, b) => a.start - b.start)) {
    if (term.start < at) continue;
    html += `${escapeHtml(written.slice(at, term.start))}<mark class="${term.level}">${escapeHtml(written.slice(term.start, term.end))}</mark>`;
    at = term.end;
  }
  return html + escapeHtml(written.slice(at));
}

function policySection(problems: readonly PolicyFinding[]): string {
  if (problems.length === 0) return '';
  const rows = problems.map(
    ({ code, file, line, column, message, hint }) =>
      `<tr><td>${escapeHtml(code)}</td><td>${text(`${file}:${line}:${column}`)}</td><td>${text(hint === undefined ? message : `${message} (${hint})`)}</td></tr>`,
  );
  return `<h2>Policy file (${formatCount(problems.length)})</h2>\n<table><thead><tr><th>code</th><th>place</th><th>problem</th></tr></thead><tbody>${rows.join('')}</tbody></table>\n`;
}

function incompleteSection({ incomplete }: ReportedJudgement): string {
  if (incomplete.length === 0) return '';
  const items = incomplete
    .slice(0, MOST_SHOWN)
    .map(({ path, state, reason }) => `<li>${text(`${path}: ${state}${reason === undefined ? '' : `, ${reason}`}`)}</li>`);
  return `<h2>Not read completely: ${escapeHtml(plural(incomplete.length, 'input'))}</h2>\n<ul>${items.join('')}</ul>\n`;
}

function text(value: string): string {
  return escapeHtml(shorten(value, 300));
}
