import type { Choice, Compatibility, Curation, Obligation, PolicyTest, Waiver } from '../model.ts';
import { OUTCOMES } from './keys.ts';
import { readCondition, readExpression, readFacts, readPackage, readPackages } from './read-rules.ts';
import type { YamlReader, YamlValue } from './yaml-reader.ts';

export function readChoices(value: YamlValue, yaml: YamlReader): Choice[] {
  return yaml.list(value, 'choices').flatMap((node) => {
    const map = yaml.mapping(node, 'a choice', ['packages', 'given', 'choose', 'reason']);
    if (!map.has('packages') && !map.has('given')) yaml.report('POL001', 'a choice needs `packages` or `given`', node);
    const given = readExpression(map.get('given'), 'given', yaml);
    const choose = readExpression(needs(map, 'a choice', node, yaml)('choose'), 'choose', yaml);
    const reason = yaml.text(map.get('reason'), 'reason');
    if (choose === undefined) return [];
    return [
      {
        at: yaml.at(map.get('choose')),
        packages: readPackages(map.get('packages'), yaml),
        ...(given !== undefined && { given: given.node }),
        choose: choose.node,
        ...(reason !== undefined && { reason }),
      },
    ];
  });
}

export function readCurations(value: YamlValue, yaml: YamlReader): Curation[] {
  return yaml.list(value, 'curations').flatMap((node) => {
    const map = yaml.mapping(node, 'a curation', ['package', 'expression', 'files', 'by', 'evidence', 'reason']);
    const pattern = readPackage(needs(map, 'a curation', node, yaml)('package'), yaml);
    const expression = readExpression(needs(map, 'a curation', node, yaml)('expression'), 'expression', yaml);
    const by = yaml.text(needs(map, 'a curation', node, yaml)('by'), 'by');
    const evidence = yaml.text(map.get('evidence'), 'evidence');
    if (!map.has('files') && !map.has('evidence'))
      yaml.report('POL001', 'a curation needs `files` with their sha256, or `evidence`', node);
    const files = yaml.list(map.get('files'), 'files').flatMap((item) => {
      const file = yaml.mapping(item, 'a file', ['path', 'sha256']);
      const path = yaml.text(needs(file, 'a file', item, yaml)('path'), 'path');
      const sha256 = digest(needs(file, 'a file', item, yaml)('sha256'), yaml);
      return path === undefined || sha256 === undefined ? [] : [{ path, sha256, at: yaml.at(item) }];
    });
    if (pattern === undefined || expression === undefined) return [];
    return [
      {
        at: yaml.at(map.get('package')),
        package: pattern,
        expression: expression.text,
        files,
        ...(by !== undefined && { by }),
        ...(evidence !== undefined && { evidence }),
      },
    ];
  });
}

const WAIVER_KEYS = ['id', 'package', 'expression', 'paths', 'owner', 'approvedBy', 'reason', 'ticket', 'granted', 'expires'];

export function readWaivers(value: YamlValue, yaml: YamlReader): Waiver[] {
  return yaml.list(value, 'waivers').flatMap((node) => {
    const map = yaml.mapping(node, 'a waiver', WAIVER_KEYS);
    const need = (key: string): YamlValue => needs(map, 'a waiver', node, yaml)(key);
    const id = yaml.text(need('id'), 'id');
    const pattern = readPackage(need('package'), yaml);
    const expression = readExpression(need('expression'), 'expression', yaml);
    const owner = yaml.text(need('owner'), 'owner');
    const reason = yaml.text(need('reason'), 'reason');
    if (reason !== undefined && reason.trim().length < 8)
      yaml.report('POL001', 'the `reason` of a waiver must say why in at least 8 characters', map.get('reason'));
    const expires = date(need('expires'), 'expires', yaml);
    const granted = date(map.get('granted'), 'granted', yaml);
    const approvedBy = yaml.text(map.get('approvedBy'), 'approvedBy');
    const ticket = yaml.text(map.get('ticket'), 'ticket');
    const paths = yaml.texts(map.get('paths'), 'paths').map((item) => item.text);
    if (id === undefined || pattern === undefined || expression === undefined) return [];
    if (owner === undefined || reason === undefined || expires === undefined) return [];
    return [
      {
        id,
        at: yaml.at(map.get('id')),
        package: pattern,
        expression: expression.text,
        ...(map.has('paths') && { paths }),
        owner,
        reason,
        expires,
        ...(granted !== undefined && { granted }),
        ...(approvedBy !== undefined && { approvedBy }),
        ...(ticket !== undefined && { ticket }),
      },
    ];
  });
}

export function readObligations(value: YamlValue, yaml: YamlReader): Obligation[] {
  return [...yaml.mapping(value, 'obligations')].map(([id, node]) => {
    const map = yaml.mapping(node, `obligation \`${id}\``, ['title', 'evidence']);
    const title = yaml.text(needs(map, 'an obligation', node, yaml)('title'), 'title') ?? id;
    const evidence = yaml.texts(map.get('evidence'), 'evidence').map((item) => item.text);
    return { id, title, evidence, at: yaml.at(node) };
  });
}

export function readCompatibility(value: YamlValue, yaml: YamlReader): Compatibility | undefined {
  if (value === undefined) return undefined;
  const map = yaml.mapping(value, 'compatibility', ['data', 'applyWhen', 'outcome', 'pairs']);
  const outcome = yaml.mapping(map.get('outcome'), 'outcome', ['no', 'check', 'unknown']);
  const answer = (key: string): (typeof OUTCOMES)[number] | undefined => yaml.word(outcome.get(key), key, OUTCOMES);
  return {
    at: yaml.at(value),
    data: yaml.word(map.get('data'), 'data', ['osadl', 'none'] as const) ?? 'osadl',
    ...(map.has('applyWhen') && { applyWhen: readCondition(map.get('applyWhen'), yaml) }),
    outcome: { no: answer('no') ?? 'deny', check: answer('check') ?? 'review', unknown: answer('unknown') ?? 'review' },
    pairs: yaml.list(map.get('pairs'), 'pairs').flatMap((node) => {
      const pair = yaml.mapping(node, 'a pair', ['outbound', 'inbound', 'outcome', 'reason']);
      const outbound = readExpression(needs(pair, 'a pair', node, yaml)('outbound'), 'outbound', yaml);
      const inbound = readExpression(needs(pair, 'a pair', node, yaml)('inbound'), 'inbound', yaml);
      const decided = yaml.word(needs(pair, 'a pair', node, yaml)('outcome'), 'outcome', OUTCOMES);
      const reason = yaml.text(pair.get('reason'), 'reason');
      if (outbound === undefined || inbound === undefined || decided === undefined) return [];
      const whole = { outbound: outbound.text, inbound: inbound.text, outcome: decided, at: yaml.at(node) };
      return [{ ...whole, ...(reason !== undefined && { reason }) }];
    }),
  };
}

const GIVEN_KEYS = [
  'expression',
  'list',
  'package',
  'files',
  'today',
  'scope',
  'distribution',
  'linking',
  'relationship',
  'path',
];
const MORE_GIVEN = ['product', 'team', 'owner', 'ecosystem', 'outbound', 'modified'];

export function readTests(value: YamlValue, yaml: YamlReader): PolicyTest[] {
  return yaml.list(value, 'tests').flatMap((node) => {
    const map = yaml.mapping(node, 'a test', ['name', 'given', 'expect']);
    const name = yaml.text(needs(map, 'a test', node, yaml)('name'), 'name');
    const given = yaml.mapping(needs(map, 'a test', node, yaml)('given'), 'given', [...GIVEN_KEYS, ...MORE_GIVEN]);
    const expect = yaml.mapping(needs(map, 'a test', node, yaml)('expect'), 'expect', ['verdict', 'by', 'reason', 'chosen']);
    const texts = yaml.texts(given.get('list'), 'list').map((item) => item.text);
    const pattern = yaml.text(given.get('package'), 'package');
    const files = [...yaml.mapping(given.get('files'), 'files')].flatMap(([path, item]) => {
      const sha256 = yaml.text(item, path);
      return sha256 === undefined ? [] : [[path, sha256] as const];
    });
    const today = date(given.get('today'), 'today', yaml);
    const verdict = yaml.word(expect.get('verdict'), 'verdict', OUTCOMES);
    const rest = ['by', 'reason', 'chosen'].flatMap((key) => {
      const text = yaml.text(expect.get(key), key);
      return text === undefined ? [] : [[key, text] as const];
    });
    if (name === undefined) return [];
    return [
      {
        name,
        at: yaml.at(node),
        given: {
          license: given.has('list') ? texts : yaml.text(given.get('expression'), 'expression'),
          ...(pattern !== undefined && { package: pattern }),
          facts: readFacts(given, yaml),
          ...(files.length > 0 && { files: Object.fromEntries(files) }),
          ...(today !== undefined && { today }),
        },
        expect: { ...(verdict !== undefined && { verdict }), ...(Object.fromEntries(rest) as Record<string, string>) },
      },
    ];
  });
}

/** Gives the value of a key, and reports when it is missing. */
function needs(map: ReadonlyMap<string, YamlValue>, what: string, node: YamlValue, yaml: YamlReader): (key: string) => YamlValue {
  return (key) => {
    const value = map.get(key);
    if (value === undefined) yaml.report('POL001', `${what} needs \`${key}\``, node);
    return value;
  };
}

function date(value: YamlValue, name: string, yaml: YamlReader): string | undefined {
  const text = yaml.text(value, name);
  if (text === undefined) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  // 2027-02-30 parses to March in no engine: the round trip tells.
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  yaml.report('POL001', `\`${name}\` is \`${text}\`, not a date`, value, 'write it as 2027-03-31');
  return undefined;
}

function digest(value: YamlValue, yaml: YamlReader): string | undefined {
  const text = yaml.text(value, 'sha256')?.toLowerCase();
  // It can match no file, so the curation is stale from the start; the rest of the policy is still good.
  if (text !== undefined && !/^[0-9a-f]{64}$/.test(text)) yaml.report('POL007', 'a `sha256` has 64 hexadecimal digits', value);
  return text;
}
