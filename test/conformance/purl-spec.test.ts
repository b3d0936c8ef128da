import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makePurl, parsePurl, purlParts, type PurlParts } from '../../src/domain/purl.ts';

// The tests of package-url/purl-spec: https://github.com/package-url/purl-spec/tree/main/tests
const folder = join('..', 'shared', 'conformance', 'purl', 'tests');
const found = existsSync(folder);

interface Case {
  readonly file: string;
  readonly description: string;
  readonly test_type: 'build' | 'parse' | 'validate' | 'roundtrip';
  readonly input: string | { readonly [part in keyof PurlParts]: PurlParts[part] | null };
  readonly expected_output: unknown;
  readonly expected_failure: boolean;
}

function readCases(): Case[] {
  const files = [
    ...readdirSync(join(folder, 'spec')).map((name) => join('spec', name)),
    ...readdirSync(join(folder, 'types')).map((name) => join('types', name)),
  ];
  return files.flatMap((file) => {
    const { tests } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { tests: Case[] };
    return tests.map((item) => ({ ...item, file }));
  });
}

/** What our functions make of a case, in the form in which the case writes its answer. */
function answer(item: Case): unknown {
  if (typeof item.input !== 'string') {
    const { type, namespace, name, version, qualifiers, subpath } = item.input;
    return makePurl({
      type: type ?? '',
      namespace: namespace ?? undefined,
      name: name ?? '',
      version: version ?? undefined,
      qualifiers: qualifiers ?? undefined,
      subpath: subpath ?? undefined,
    });
  }
  // "parse" cases refuse upper-case qualifier keys, "validate" cases of the same input fold them.
  const purl = parsePurl(item.input, { strict: item.test_type === 'parse' });
  if (item.test_type !== 'parse' || purl === undefined) return purl;
  const { type, namespace, name, version, qualifiers, subpath } = purlParts(purl);
  return {
    type,
    namespace: namespace ?? null,
    name,
    version: version ?? null,
    qualifiers: Object.keys(qualifiers ?? {}).length === 0 ? null : { ...qualifiers },
    subpath: subpath ?? null,
  };
}

describe.skipIf(!found)(`purl-spec${found ? '' : ' (skipped: no conformance pack beside the checkout)'}`, () => {
  const cases = found ? readCases() : [];

  it('has its cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(586);
  });

  it.each(cases.map((item, index) => [`${index} ${item.file}: ${item.test_type} ${JSON.stringify(item.input)}`, item] as const))(
    '%s',
    (_name, item) => {
      expect(answer(item)).toEqual(item.expected_failure ? undefined : item.expected_output);
    },
  );
});
