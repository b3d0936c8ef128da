import { createHash } from 'node:crypto';
import { CATEGORY_NAMES } from '../categories.ts';
import { emptyPolicy } from '../default-policy.ts';
import type { CategoryChange, ContextRule, MultipleMode, Policy } from '../model.ts';
import type { PolicyProblem } from '../problem.ts';
import { DELEGABLE, LINT_LEVELS, OUTCOMES, POLICY_KEYS, type Delegable } from './keys.ts';
import { readEntries, readFacts, readList, readRules, SET_KEYS, type EntryContext } from './read-rules.ts';
import { readChoices, readCompatibility, readCurations, readObligations, readTests, readWaivers } from './read-statements.ts';
import { readYaml, type YamlReader, type YamlValue } from './yaml-reader.ts';

/** One file, decoded by itself. */
export interface PolicyLayer {
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
  readonly extends: readonly ExtendedFile[];
  readonly delegate: readonly Delegable[];
  /** Top-level keys that are there: a default is not a statement. */
  readonly says: ReadonlySet<string>;
  readonly reader: YamlReader;
  readonly root: ReadonlyMap<string, YamlValue>;
}

export interface ExtendedFile {
  readonly file?: string;
  readonly package?: string;
  readonly sha256?: string;
  readonly node: YamlValue;
}

/** Decodes the text of one policy file. Every mistake is a problem with its place; the policy holds what could be read. */
export function decodePolicy(text: string, file: string): PolicyLayer {
  const yaml = readYaml(text, file);
  const root = yaml.mapping(yaml.root, 'the policy', POLICY_KEYS);
  const get = (key: (typeof POLICY_KEYS)[number]): YamlValue => root.get(key);
  const version = yaml.text(get('version'), 'version');
  if (version !== '1' && yaml.problems.length === 0)
    yaml.report(
      'POL001',
      version === undefined ? 'a policy needs `version: 1`' : `version \`${version}\` is not known`,
      get('version'),
    );
  const base = emptyPolicy(file);
  const match = yaml.word(get('match'), 'match', ['range', 'exact'] as const) ?? base.match;
  const categoryMap = yaml.mapping(get('categories'), 'categories');
  const context: EntryContext = { yaml, match, categories: [...CATEGORY_NAMES, ...categoryMap.keys()] };
  const id = yaml.text(get('id'), 'id');
  const revision = yaml.text(get('revision'), 'revision');
  const compatibility = readCompatibility(get('compatibility'), yaml);
  const exceptions = yaml.word(get('exceptions'), 'exceptions', ['monotone', 'exact'] as const);
  const policy: Policy = {
    ...base,
    ...(id !== undefined && { id }),
    ...(revision !== undefined && { revision }),
    digest: createHash('sha256').update(text).digest('hex'),
    match,
    ...(exceptions !== undefined && { exceptions }),
    defaults: readDefaults(get('defaults'), yaml, base),
    gate: readGate(get('gate'), yaml, base),
    licenses: readLicenses(get('licenses'), yaml, base),
    contexts: readContexts(get('contexts'), yaml),
    categories: readCategories(categoryMap, context),
    rules: readRules(get('rules'), context),
    lists: OUTCOMES.flatMap((outcome) => readList(get(outcome), outcome, context)),
    prefer: readEntries(get('prefer'), 'prefer', context),
    choices: readChoices(get('choices'), yaml),
    curations: readCurations(get('curations'), yaml),
    waivers: readWaivers(get('waivers'), yaml),
    obligations: readObligations(get('obligations'), yaml),
    ...(compatibility !== undefined && { compatibility }),
    lint: readLint(get('lint'), yaml, base),
    tests: readTests(get('tests'), yaml),
  };
  const delegate = yaml.list(get('delegate'), 'delegate').flatMap((node) => yaml.word(node, 'delegate', DELEGABLE) ?? []);
  const extended = yaml.list(get('extends'), 'extends').map((node): ExtendedFile => {
    const map = yaml.mapping(node, 'extends', ['file', 'package', 'sha256']);
    const named = yaml.text(map.get('file'), 'file');
    const packaged = yaml.text(map.get('package'), 'package');
    const sha256 = yaml.text(map.get('sha256'), 'sha256')?.toLowerCase();
    if ((named === undefined) === (packaged === undefined))
      yaml.report('POL001', '`extends` needs either `file` or `package`', node);
    return {
      node,
      ...(named !== undefined && { file: named }),
      ...(packaged !== undefined && { package: packaged }),
      ...(sha256 !== undefined && { sha256 }),
    };
  });
  return { policy, problems: yaml.problems, extends: extended, delegate, says: new Set(root.keys()), reader: yaml, root };
}

function readDefaults(value: YamlValue, yaml: YamlReader, base: Policy): Policy['defaults'] {
  const map = yaml.mapping(value, 'defaults', ['unclassified', 'unknown', 'noLicense', 'context']);
  const cannotAllow = ['review', 'deny'] as const;
  return {
    unclassified: yaml.word(map.get('unclassified'), 'unclassified', OUTCOMES) ?? base.defaults.unclassified,
    unknown: yaml.word(map.get('unknown'), 'unknown', cannotAllow) ?? base.defaults.unknown,
    noLicense: yaml.word(map.get('noLicense'), 'noLicense', cannotAllow) ?? base.defaults.noLicense,
    context: readFacts(yaml.mapping(map.get('context'), 'context', SET_KEYS), yaml),
    at: value === undefined ? base.defaults.at : yaml.at(value),
  };
}

function readGate(value: YamlValue, yaml: YamlReader, base: Policy): Policy['gate'] {
  const map = yaml.mapping(value, 'gate', ['failOn', 'new', 'incomplete']);
  return {
    failOn: yaml.word(map.get('failOn'), 'failOn', ['deny', 'review', 'never'] as const) ?? base.gate.failOn,
    new: yaml.word(map.get('new'), 'new', ['changed', 'all'] as const) ?? base.gate.new,
    incomplete: yaml.word(map.get('incomplete'), 'incomplete', ['warn', 'fail', 'strict'] as const) ?? base.gate.incomplete,
  };
}

function readLicenses(value: YamlValue, yaml: YamlReader, base: Policy): Policy['licenses'] {
  const map = yaml.mapping(value, 'licenses', ['view', 'conflict', 'multiple']);
  const multiple = [...yaml.mapping(map.get('multiple'), 'multiple')].flatMap(([ecosystem, node]) => {
    const mode = yaml.word<MultipleMode>(node, ecosystem, ['and', 'or', 'review']);
    return mode === undefined ? [] : [[ecosystem, mode] as const];
  });
  return {
    view: readView(map.get('view'), yaml) ?? base.licenses.view,
    conflict: yaml.word(map.get('conflict'), 'conflict', OUTCOMES) ?? base.licenses.conflict,
    multiple: { ...base.licenses.multiple, ...Object.fromEntries(multiple) },
  };
}

// `concluded, declared+detected`: the first that is there; `+` means both must pass.
function readView(value: YamlValue, yaml: YamlReader): Policy['licenses']['view'] | undefined {
  const text = yaml.text(value, 'view');
  if (text === undefined) return undefined;
  const views = text.split(',').map((part) => part.split('+').map((word) => word.trim()));
  const known = ['concluded', 'declared', 'detected'] as const;
  const wrong = views.flat().find((word) => !known.some((item) => item === word));
  if (wrong === undefined) return views as Policy['licenses']['view'];
  yaml.report('POL001', `there is no view \`${wrong}\``, value, `one of ${known.join(', ')}, joined by \`+\` and \`,\``);
  return undefined;
}

function readContexts(value: YamlValue, yaml: YamlReader): ContextRule[] {
  return yaml.list(value, 'contexts').map((node) => {
    const map = yaml.mapping(node, 'a context', ['paths', 'set']);
    if (!map.has('paths')) yaml.report('POL001', 'a context needs `paths`', node);
    if (!map.has('set')) yaml.report('POL001', 'a context needs `set`', node);
    const set = readFacts(yaml.mapping(map.get('set'), 'set', SET_KEYS), yaml);
    return { at: yaml.at(node), paths: yaml.texts(map.get('paths'), 'paths').map((item) => item.text), set };
  });
}

function readCategories(map: ReadonlyMap<string, YamlValue>, context: EntryContext): CategoryChange[] {
  return [...map].map(([name, node]) => {
    const { yaml } = context;
    const change = yaml.mapping(node, `category \`${name}\``, ['title', 'add', 'remove']);
    const title = yaml.text(change.get('title'), 'title');
    return {
      name,
      ...(title !== undefined && { title }),
      add: readEntries(change.get('add'), 'add', context),
      remove: readEntries(change.get('remove'), 'remove', context),
    };
  });
}

function readLint(value: YamlValue, yaml: YamlReader, base: Policy): Policy['lint'] {
  const map = yaml.mapping(value, 'lint', Object.keys(base.lint));
  const level = (key: 'unused' | 'shadowed' | 'deprecatedIds'): Policy['lint']['unused'] =>
    yaml.word(map.get(key), key, LINT_LEVELS) ?? base.lint[key];
  return {
    unused: level('unused'),
    shadowed: level('shadowed'),
    deprecatedIds: level('deprecatedIds'),
    waiverWarnDays: yaml.count(map.get('waiverWarnDays'), 'waiverWarnDays', 0) ?? base.lint.waiverWarnDays,
    waiverMaxDays: yaml.count(map.get('waiverMaxDays'), 'waiverMaxDays', 1) ?? base.lint.waiverMaxDays,
  };
}
