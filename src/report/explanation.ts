import type { Component } from '../domain/component.ts';
import type { Finding } from '../domain/finding.ts';
import type { LicenseConclusion, LicenseEvidence } from '../domain/license.ts';
import { byCodeUnit } from '../domain/order.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { escapeControls } from './escape-controls.ts';
import { shownName } from './findings/names.ts';
import { plural } from './numbers.ts';
import { chainFinder } from './dependency-chains.ts';
import type { Style } from './style.ts';

export interface ExplanationOptions {
  readonly snapshot: Snapshot;
  /** Findings of this component, allowed ones too. */
  readonly findings: readonly Finding[];
  readonly mostPaths: number;
  readonly style: Style;
}

/** The whole trace of one component, from where it stands to what the policy says. */
export function renderExplanation(component: Component, options: ExplanationOptions): string {
  const { style } = options;
  const sections = [
    section('what', facts(component), style),
    section('used by', uses(component, options), style),
    section('license', license(component), style),
    section('policy', verdicts(component, options), style),
  ];
  return `${style.bold(escapeControls(component.purl ?? component.name))}\n${sections.join('')}\n`;
}

function section(title: string, lines: readonly string[], style: Style): string {
  if (lines.length === 0) return '';
  return `  ${style.hint(title)}\n${lines.map((line) => `    ${escapeControls(line)}\n`).join('')}`;
}

function facts(component: Component): string[] {
  const places = component.occurrences.map(({ path, line }) => `${path}${line === undefined ? '' : `:${line}`}`);
  return [
    `${component.firstParty ? 'a project of this repository' : `${component.resolution} ${component.type}`}, ${component.ecosystem}`,
    ...(places.length === 0
      ? []
      : [`stated in ${places.slice(0, 5).join(', ')}${places.length > 5 ? ` and ${places.length - 5} more` : ''}`]),
    ...(component.aliases === undefined ? [] : [`installed as ${component.aliases.join(', ')}`]),
    ...(component.bundledIn === undefined ? [] : [`shipped inside ${component.bundledIn.map(shownName).join(', ')}`]),
    ...(component.patches === undefined ? [] : [`patched by ${component.patches.join(', ')}`]),
    ...(component.platforms === undefined ? [] : [`only on ${component.platforms.join(', ')}`]),
    ...(component.requirements === undefined
      ? []
      : [`asked for as ${component.requirements.join(', ')}; no lockfile says which version`]),
    ...component.hashes.map((hash) => `${hash.algorithm} ${hash.value}`),
    ...component.origins.map(
      (origin) => `from ${origin.url}${origin.kind === 'vcs' && origin.revision !== undefined ? ` at ${origin.revision}` : ''}`,
    ),
  ];
}

function uses(component: Component, { snapshot, mostPaths }: ExplanationOptions): string[] {
  const chainsOf = chainFinder(snapshot);
  return component.uses
    .toSorted((a, b) => byCodeUnit(a.project, b.project))
    .flatMap((use) => {
      const chains = chainsOf(use.project, component.id, mostPaths);
      return [
        `${shownName(use.project)} (${use.scopes.join(', ')}${use.direct ? ', direct' : ''})`,
        ...chains.map((chain) => `  ${chain.map(shownName).join(' → ')}`),
      ];
    });
}

function license(component: Component): string[] {
  return [
    `declared:  ${conclusion(component.declared)}`,
    `detected:  ${conclusion(component.detected)}`,
    `concluded: ${conclusion(component.concluded)}`,
    ...component.licenseEvidence.map((evidence, index) => `[${index}] ${describeEvidence(evidence)}`),
  ];
}

function conclusion(found: LicenseConclusion): string {
  switch (found.status) {
    case 'concluded':
      return `${found.expression}  (rule ${found.rule}, from ${found.basis.map((index) => `[${index}]`).join(' ')})`;
    case 'conflict':
      return `conflict between ${found.candidates.join(' and ')}  (from ${found.basis.map((index) => `[${index}]`).join(' ')})`;
    case 'no-assertion':
      return `unknown: ${found.reason}`;
    case 'none':
      return 'the package says that it has none';
  }
}

function describeEvidence({ role, method, raw, expression, score, location }: LicenseEvidence): string {
  const read = expression === undefined ? 'not understood' : expression === raw ? '' : `read as ${expression}`;
  const lines = location.lines === undefined ? '' : `:${location.lines[0]}`;
  const root = location.root === 'tree' ? '' : `${location.root} `;
  const sure = score === undefined ? '' : `, score ${score.toFixed(2)}`;
  const checked = location.integrity === undefined ? '' : `, ${location.integrity}`;
  const asked = location.time === undefined ? '' : `, asked ${location.time}`;
  const recorded = location.recordedIn === undefined ? '' : `, recorded in ${location.recordedIn}`;
  return `${role} by ${method}: \`${raw}\`${read === '' ? '' : ` ${read}`}  in ${root}${location.path}${lines}${sure}${checked}${asked}${recorded}`;
}

function verdicts(component: Component, { findings }: ExplanationOptions): string[] {
  if (component.firstParty) return ['projects of this repository are not judged'];
  if (findings.length === 0) return ['no project uses it, so nothing judges it'];
  return findings.flatMap((finding) => {
    const { rule } = finding;
    const place = rule.line > 0 ? `${rule.file}:${rule.line}:${rule.column}` : rule.file;
    return [
      `${finding.verdict} for ${shownName(finding.project)} (${finding.scope}): \`${rule.label}\` at ${place}${rule.reason === undefined ? '' : `, ${rule.reason}`}`,
      ...finding.license.terms.map(
        (term) =>
          `  ${term.text}: ${term.level} by \`${term.rule.label}\` at ${term.rule.file}:${term.rule.line}:${term.rule.column}`,
      ),
      ...(finding.state === 'waived' && finding.waiver !== undefined
        ? [`  accepted by waiver ${finding.waiver.id} of ${finding.waiver.owner} until ${finding.waiver.expires}`]
        : []),
      `  finding ${finding.id.slice(0, 16)}, ${plural(finding.obligations.length, 'obligation')}`,
    ];
  });
}
