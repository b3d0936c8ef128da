import { DISTRIBUTIONS } from '../../domain/distribution.ts';
import { parseSpdx, type SpdxNode } from '../../domain/spdx-expression.ts';
import { SCOPES } from '../../domain/scope.ts';
import { SPDX_EXCEPTION_IDS, SPDX_LICENSE_IDS } from '../../domain/spdx/ids.ts';
import { CATEGORY_NAMES } from '../categories.ts';
import { hintFor } from '../did-you-mean.ts';
import { readEntry, type LicenseEntry } from '../entry.ts';
import { LINKINGS, type Condition, type Facts, type ListEntry, type Outcome, type Policy, type Rule } from '../model.ts';
import { parsePackagePattern, type PackagePattern } from '../package-pattern.ts';
import { CONDITION_KEYS, FACT_KEYS, OUTCOMES, SEVERITIES } from './keys.ts';
import type { YamlReader, YamlValue } from './yaml-reader.ts';

/** What lists need to know of the rest of the file. */
export interface EntryContext {
  readonly yaml: YamlReader;
  readonly match: Policy['match'];
  /** Built-in categories and those that the policy adds. */
  readonly categories: readonly string[];
}

/** A list of license entries; each one that cannot be is reported at its place and left out. */
export function readEntries(value: YamlValue, name: string, context: EntryContext): LicenseEntry[] {
  const { yaml, match, categories } = context;
  return yaml.texts(value, name).flatMap(({ text, node }) => {
    const entry = readEntry(text, yaml.at(node), match);
    if ('problem' in entry) {
      const words = [...SPDX_LICENSE_IDS, ...SPDX_EXCEPTION_IDS];
      yaml.report('POL001', entry.problem, node, entry.unknown === undefined ? undefined : hintFor(entry.unknown, words));
      return [];
    }
    if (entry.category !== undefined && !categories.includes(entry.category)) {
      const hint = hintFor(entry.category, categories) ?? `known: ${CATEGORY_NAMES.join(', ')}`;
      yaml.report('POL001', `there is no category \`${entry.category}\``, node, hint);
      return [];
    }
    return [entry];
  });
}

export function readList(value: YamlValue, outcome: Outcome, context: EntryContext): ListEntry[] {
  return readEntries(value, outcome, context).map((entry) => ({ ...entry, outcome, inherited: false }));
}

const RULE_KEYS = ['id', 'licenses', 'packages', 'when', 'outcome', 'severity', 'locked', 'reason', 'help', 'obligations'];

export function readRules(value: YamlValue, context: EntryContext): Rule[] {
  const { yaml } = context;
  return yaml.list(value, 'rules').flatMap((node) => {
    const map = yaml.mapping(node, 'a rule', RULE_KEYS);
    const id = yaml.text(map.get('id'), 'id');
    if (id === undefined) yaml.report('POL001', 'a rule needs an `id`', node);
    else if (!/^[a-z0-9][a-z0-9-]*$/.test(id))
      yaml.report('POL001', `rule id \`${id}\` must be lower-case words joined by \`-\``, map.get('id'));
    const outcome = yaml.word(map.get('outcome'), 'outcome', OUTCOMES);
    if (map.get('outcome') === undefined) yaml.report('POL001', 'a rule needs an `outcome`', node, 'one of allow, review, deny');
    if (!map.has('licenses') && !map.has('packages')) yaml.report('POL001', 'a rule needs `licenses` or `packages`', node);
    const severity = yaml.word(map.get('severity'), 'severity', SEVERITIES);
    const reason = yaml.text(map.get('reason'), 'reason');
    const help = yaml.text(map.get('help'), 'help');
    const when = map.has('when') ? readCondition(map.get('when'), yaml) : undefined;
    if (id === undefined || outcome === undefined) return [];
    return [
      {
        id,
        at: yaml.at(map.get('id')),
        ...(map.has('licenses') && { licenses: readEntries(map.get('licenses'), 'licenses', context) }),
        ...(map.has('packages') && { packages: readPackages(map.get('packages'), yaml) }),
        ...(when !== undefined && { when }),
        outcome,
        ...(severity !== undefined && { severity }),
        locked: yaml.flag(map.get('locked'), 'locked') ?? false,
        inherited: false,
        ...(reason !== undefined && { reason }),
        ...(help !== undefined && { help }),
        obligations: yaml.texts(map.get('obligations'), 'obligations').map((item) => item.text),
      },
    ];
  });
}

export function readPackages(value: YamlValue, yaml: YamlReader): PackagePattern[] {
  return yaml.texts(value, 'packages').flatMap(({ text, node }) => toPattern(text, node, yaml) ?? []);
}

export function readPackage(value: YamlValue, yaml: YamlReader): PackagePattern | undefined {
  const text = yaml.text(value, 'package');
  return text === undefined ? undefined : toPattern(text, value, yaml);
}

function toPattern(text: string, node: YamlValue, yaml: YamlReader): PackagePattern | undefined {
  const pattern = parsePackagePattern(text);
  if (pattern === undefined)
    yaml.report('POL001', `\`${text}\` is not a package URL`, node, 'write `pkg:npm/name` or `pkg:npm/name@^1`');
  return pattern;
}

export function readCondition(value: YamlValue, yaml: YamlReader): Condition {
  const map = yaml.mapping(value, 'when', CONDITION_KEYS);
  const words = <T extends string>(key: string, allowed: readonly T[]): { [K in string]?: readonly T[] } =>
    map.has(key) ? { [key]: yaml.list(map.get(key), key).flatMap((node) => yaml.word(node, key, allowed) ?? []) } : {};
  const texts = (key: string): Record<string, readonly string[]> =>
    map.has(key) ? { [key]: yaml.texts(map.get(key), key).map((item) => item.text) } : {};
  const modified = yaml.flag(map.get('modified'), 'modified');
  return {
    ...words('scope', SCOPES),
    ...words('distribution', DISTRIBUTIONS),
    ...words('linking', LINKINGS),
    ...words('relationship', ['direct', 'transitive']),
    ...texts('paths'),
    ...texts('product'),
    ...texts('team'),
    ...texts('ecosystem'),
    ...texts('outbound'),
    ...(modified !== undefined && { modified }),
  };
}

/** Facts as a context sets them, or as a test gives them. */
export function readFacts(map: ReadonlyMap<string, YamlValue>, yaml: YamlReader): Facts {
  const scope = yaml.word(map.get('scope'), 'scope', SCOPES);
  const distribution = yaml.word(map.get('distribution'), 'distribution', DISTRIBUTIONS);
  const linking = yaml.word(map.get('linking'), 'linking', LINKINGS);
  const relationship = yaml.word(map.get('relationship'), 'relationship', ['direct', 'transitive'] as const);
  const modified = yaml.flag(map.get('modified'), 'modified');
  const texts = ['path', 'product', 'team', 'owner', 'ecosystem', 'outbound'].flatMap((key) => {
    const text = yaml.text(map.get(key), key);
    return text === undefined ? [] : [[key, text] as const];
  });
  return {
    ...(scope !== undefined && { scope }),
    ...(distribution !== undefined && { distribution }),
    ...(linking !== undefined && { linking }),
    ...(relationship !== undefined && { relationship }),
    ...(modified !== undefined && { modified }),
    ...(Object.fromEntries(texts) as Facts),
  };
}

export const SET_KEYS = FACT_KEYS;

/** An expression in the policy must be one: a typo there would wait for a package that never comes. */
export function readExpression(
  value: YamlValue,
  name: string,
  yaml: YamlReader,
): { readonly text: string; readonly node: SpdxNode } | undefined {
  const text = yaml.text(value, name);
  if (text === undefined) return undefined;
  const parsed = parseSpdx(text);
  // Read again from its canonical text, so that the spans of the terms point into that.
  const canonical = parsed.ok && parsed.expression !== undefined ? parseSpdx(parsed.expression) : undefined;
  if (canonical?.ok === true) return { text: canonical.text, node: canonical.node };
  const why = parsed.ok ? 'it names a license that SPDX does not know' : `${parsed.problem} at character ${parsed.start + 1}`;
  yaml.report('POL001', `\`${name}\` is not an SPDX expression: ${why}`, value);
  return undefined;
}
