import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeManifest } from '../../src/inventory/manifest/decode-manifest.ts';
import { inScope } from '../../src/inventory/manifest/model.ts';
import { matchesName } from '../../src/inventory/manifest/name-pattern.ts';
import { manifestSchema } from '../../src/inventory/manifest/schema.ts';

const decode = (text: string): ReturnType<typeof decodeManifest> => decodeManifest(text, 'licet.org.yaml');
const problemsOf = (text: string): string[] =>
  decode(text).problems.map(
    ({ line, column, severity, message, hint }) => `${line}:${column} ${severity} ${message} (${hint ?? ''})`,
  );

const FULL = `
version: 1
organization: Acme
defaults: { criticality: low, distribution: internal }
teams:
  - { name: payments, contact: payments@example.com }
products:
  - { name: Shop, criticality: high, distribution: saas, team: payments, repositories: [acme/shop, 'checkout-*'] }
  - { name: Till, criticality: critical, distribution: embedded }
repositories:
  - url: https://git.example.com/acme/shop.git
  - { path: ../checkout-api, products: [Till] }
  - { path: tools }
  - { name: old, path: old, archived: true }
  - { name: fork, url: 'https://git.example.com/acme/fork', excluded: unchanged copy of upstream }
`;

describe('licet.org.yaml', () => {
  it('gives every repository a name, its products, and what they and the defaults say', () => {
    const { manifest, problems } = decode(FULL);
    expect(problems).toEqual([]);
    expect(manifest?.repositories).toEqual([
      expect.objectContaining({
        name: 'acme/shop',
        products: ['Shop'],
        team: 'payments',
        criticality: 'high',
        distribution: 'saas',
      }),
      expect.objectContaining({
        name: 'checkout-api',
        products: ['Shop', 'Till'],
        criticality: 'critical',
        distribution: 'saas',
      }),
      expect.objectContaining({ name: 'fork', excluded: 'unchanged copy of upstream' }),
      expect.objectContaining({ name: 'old', archived: true }),
      expect.objectContaining({ name: 'tools', products: [], criticality: 'low', distribution: 'internal' }),
    ]);
  });

  it('counts what is neither archived nor excluded', () => {
    const { manifest } = decode(FULL);
    expect(manifest && inScope(manifest).map((repository) => repository.name)).toEqual(['acme/shop', 'checkout-api', 'tools']);
  });

  it.each([
    ['version: 2\norganization: A\nrepositories: []\n', ['1:10 error `version`: expected 1 ()']],
    [
      'version: 1\norganization: A\nrepositories:\n  - path: a\n    critcality: high\n',
      ['5:5 error unknown key `critcality` ()'],
    ],
    [
      'version: 1\norganization: A\nrepositories:\n  - { path: a, criticality: hgih }\n',
      ['4:29 error `repositories[0].criticality`: expected one of `low`|`medium`|`high`|`critical` ()'],
    ],
    [
      'version: 1\norganization: A\nrepositories:\n  - path: x/a\n  - path: y/A\n',
      ['5:5 error the repository `A` stands twice (give one of them another `name`)'],
    ],
    [
      'version: 1\norganization: A\nteams: [{ name: pay }]\nrepositories:\n  - { path: a, team: pai }\n',
      ['5:22 warning there is no team `pai` in this manifest (did you mean `pay`?)'],
    ],
    [
      'version: 1\norganization: A\nrepositories:\n  - name: x\n',
      [
        '4:5 error this repository has neither `path` nor `url` (add `path` or `url`, or `excluded` with the reason why nobody looks at it)',
      ],
    ],
    [
      "version: 1\norganization: A\nrepositories:\n  - url: 'https://me:secret@git.example.com/a/b'\n",
      [
        '4:10 error the address holds credentials, which do not belong into a file that is read by many (remove them; `LICET_GIT_TOKEN` in the environment is sent to the host of the address)',
      ],
    ],
    [
      'version: 1\norganization: A\nrepositories:\n  - url: git@git.example.com:a/b.git\n',
      [
        '4:10 error `git@git.example.com:a/b.git` is an ssh address; only https:// and file:// are cloned (write the https address, or check it out and name its `path`)',
      ],
    ],
    ['version: 1\norganization: [A\n', [expect.stringMatching(/^\d+:\d+ error not valid YAML: /)]],
    ['- 1\n', ['1:1 error the manifest: expected object, received array ()']],
    ['', ['1:1 error not valid YAML: expected a document, but the input is empty ()']],
  ])('points at the mistake in %j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.nat(FULL.length), fc.nat(20), fc.string({ maxLength: 6 }), (at, cut, put) => {
        const { manifest, problems } = decode(FULL.slice(0, at) + put + FULL.slice(at + cut));
        expect(manifest !== undefined || problems.some((problem) => problem.severity === 'error')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('has a published schema that says the same', () => {
    const published: unknown = JSON.parse(readFileSync('rules/schemas/licet-org-1.schema.json', 'utf8'));
    const { $schema, ...generated } = z.toJSONSchema(manifestSchema, { io: 'input' });
    expect(published).toEqual({ $schema, $id: 'urn:licet:schema:org:1', title: 'licet organization manifest', ...generated });
  });
});

it('`*` in a name is any run of characters', () => {
  expect(matchesName('a*c', 'abc')).toBe(true);
  expect(matchesName('a*c', 'ac')).toBe(true);
  expect(matchesName('ab*ba', 'aba')).toBe(false);
  expect(matchesName('*-api-*', 'shop-api-v2')).toBe(true);
  expect(matchesName('*', '')).toBe(true);
  expect(matchesName('a*b*c', 'acb')).toBe(false);
});
