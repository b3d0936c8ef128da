import { stringify } from 'yaml';
import type { LicenseEntry } from './entry.ts';
import { renderSpdx } from '../domain/spdx-expression.ts';
import type { Outcome, Policy, Rule } from './model.ts';
import type { PolicyPosition } from './position.ts';

/** A policy merged with all that it extends, in the order it is judged; a comment behind each line says where it comes from. */
export function renderEffectivePolicy(policy: Policy): string {
  const { defaults, gate, licenses, lint, compatibility } = policy;
  const { at, ...stated } = defaults;
  const blocks = [
    `# ${policy.file} with all that it extends; sha256 over all of it: ${policy.digest}`,
    'version: 1',
    ...named({ id: policy.id, revision: policy.revision, match: policy.match, exceptions: policy.exceptions }),
    line('defaults', stated, at),
    line('gate', gate),
    line('licenses', { ...licenses, view: licenses.view.map((sources) => sources.join('+')).join(', ') }),
    ...list('contexts', policy.contexts, ({ paths, set }) => ({ paths, set })),
    ...section(
      'categories',
      policy.categories.map(({ name, title, add, remove }) => {
        const change = { ...(title !== undefined && { title }), ...texts('add', add), ...texts('remove', remove) };
        return `  ${JSON.stringify(name)}: ${flow(change)}${origin([...add, ...remove][0]?.at)}`;
      }),
    ),
    ...list('rules', policy.rules, toRule),
    ...(['allow', 'review', 'deny'] as const).flatMap((outcome) =>
      entries(
        outcome,
        policy.lists.filter((item) => item.outcome === outcome),
      ),
    ),
    ...entries('prefer', policy.prefer),
    ...list('choices', policy.choices, ({ packages, given, choose, reason }) => ({
      ...(packages.length > 0 && { packages: packages.map((item) => item.text) }),
      ...(given !== undefined && { given: renderSpdx(given) }),
      choose: renderSpdx(choose),
      reason,
    })),
    ...list('curations', policy.curations, ({ at: _at, package: named, files, ...rest }) => ({
      package: named.text,
      ...rest,
      ...(files.length > 0 && { files: files.map(({ path, sha256 }) => ({ path, sha256 })) }),
    })),
    ...list('waivers', policy.waivers, ({ at: _at, package: named, ...rest }) => ({ ...rest, package: named.text })),
    ...section(
      'obligations',
      policy.obligations.map(
        ({ id, title, evidence, at: place }) => `  ${JSON.stringify(id)}: ${flow({ title, evidence })}${origin(place)}`,
      ),
    ),
    ...(compatibility === undefined ? [] : [renderCompatibility(compatibility)]),
    line('lint', lint),
  ];
  return `${blocks.join('\n')}\n`;
}

function toRule({ id, licenses, packages, when, outcome, severity, locked, reason, help, obligations }: Rule): object {
  return {
    id,
    ...(licenses !== undefined && texts('licenses', licenses)),
    ...(packages !== undefined && { packages: packages.map((item) => item.text) }),
    when,
    outcome,
    severity,
    ...(locked && { locked }),
    reason,
    help,
    ...(obligations.length > 0 && { obligations }),
  };
}

function renderCompatibility({ at, pairs, ...rest }: NonNullable<Policy['compatibility']>): string {
  return line('compatibility', { ...rest, ...(pairs.length > 0 && { pairs: pairs.map(({ at: _at, ...pair }) => pair) }) }, at);
}

function texts(key: string, items: readonly LicenseEntry[]): Record<string, readonly string[]> {
  return items.length === 0 ? {} : { [key]: items.map((item) => item.text) };
}

function named(values: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${flow(value)}`]));
}

function entries(key: Outcome | 'prefer', items: readonly LicenseEntry[]): string[] {
  return section(
    key,
    items.map((item) => `  - ${flow(item.text)}${origin(item.at)}`),
  );
}

function list<T extends { readonly at: PolicyPosition }>(
  key: string,
  items: readonly T[],
  toPlain: (item: T) => object,
): string[] {
  return section(
    key,
    items.map((item) => `  - ${flow(toPlain(item))}${origin(item.at)}`),
  );
}

function section(key: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${key}:`, ...lines];
}

function line(key: string, value: object, at?: PolicyPosition): string {
  return `${key}: ${flow(value)}${origin(at)}`;
}

// One line each: the origin stands behind what it is the origin of.
function flow(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return stringify(plain, {
    collectionStyle: 'flow',
    lineWidth: 0,
    blockQuote: false,
    doubleQuotedMinMultiLineLength: 1_000_000,
  }).trim();
}

function origin(at: PolicyPosition | undefined): string {
  return at === undefined ? '' : `  # ${at.file.replaceAll(/[\r\n]/g, ' ')}:${at.line}`;
}
