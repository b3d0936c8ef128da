import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/file/load-policy.ts';
import { runPolicyTests } from '../../src/policy/run-tests.ts';
import type { LicenseCategories } from '../../src/policy/categories.ts';

const categories: LicenseCategories = {
  ofLicense: (id) =>
    /^agpl/i.test(id)
      ? 'network-copyleft'
      : /^gpl/i.test(id)
        ? 'strong-copyleft'
        : /-NC-/i.test(id)
          ? 'non-commercial'
          : 'permissive',
  ofPair: () => undefined,
};

const load = (files: Readonly<Record<string, string>>, path = 'policy.yml'): ReturnType<typeof loadPolicy> =>
  loadPolicy(path, { readFile: (name) => files[name], resolve: ({ file }) => file, categories, today: '2026-11-21' });

const messages = (files: Readonly<Record<string, string>>): string[] =>
  load(files).problems.map(
    ({ code, severity, message, at, hint }) =>
      `${severity} ${code} ${at.file}:${at.line}:${at.column} ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );

it('tells every mistake at once, each at its place', () => {
  const text = `version: 1
defaults: { unknown: allow }
alow: [MIT]
allow: [MIT-0x, "category:permisive", MIT OR ISC, GPL-2.0]
deny: [GPL-2.0-only]
rules:
  - id: Bad Id
    licenses: [MIT]
    outcome: forbid
waivers:
  - id: W-1
    package: left-pad
    expression: MIT ND ISC
    reason: short
    expires: 2027-02-30
`;
  expect(messages({ 'policy.yml': text })).toMatchInlineSnapshot(`
    [
      "error POL001 policy.yml:2:22 \`unknown\` is \`allow\` (one of review, deny)",
      "error POL001 policy.yml:3:1 unknown key \`alow\` in the policy (did you mean \`allow\`?)",
      "error POL001 policy.yml:4:9 \`MIT-0x\` is not an SPDX license (did you mean \`MIT-0\`?)",
      "error POL001 policy.yml:4:17 there is no category \`permisive\` (did you mean \`permissive\`?)",
      "error POL001 policy.yml:4:39 \`MIT OR ISC\` is an expression; list its licenses one by one",
      "warning POL008 policy.yml:4:51 \`GPL-2.0\` is deprecated (write \`GPL-2.0-only\`)",
      "error POL002 policy.yml:5:8 \`GPL-2.0-only\` is in \`allow\` and in \`deny\` (first on line 4)",
      "warning POL012 policy.yml:5:8 \`GPL-2.0-only\` is denied while \`GPL-2.0-or-later\` stays open (deny \`GPL-2.0-or-later\` to cover all of them)",
      "error POL001 policy.yml:7:9 rule id \`Bad Id\` must be lower-case words joined by \`-\`",
      "error POL001 policy.yml:9:14 \`outcome\` is \`forbid\` (one of allow, review, deny)",
      "error POL001 policy.yml:11:5 a waiver needs \`owner\`",
      "error POL001 policy.yml:12:14 \`left-pad\` is not a package URL (write \`pkg:npm/name\` or \`pkg:npm/name@^1\`)",
      "error POL001 policy.yml:13:17 \`expression\` is not an SPDX expression: expected AND, OR or WITH at character 5",
      "error POL001 policy.yml:14:13 the \`reason\` of a waiver must say why in at least 8 characters",
      "error POL001 policy.yml:15:14 \`expires\` is \`2027-02-30\`, not a date (write it as 2027-03-31)",
    ]
  `);
});

it('lints what is right and still not meant', () => {
  const text = `version: 1
allow: [MIT, GPL-3.0]
deny: [GPL-2.0-only]
waivers:
  - { id: W-1, package: "pkg:npm/a", expression: MIT, owner: me, reason: for a while, expires: 2026-06-30 }
choices:
  - { given: MIT OR ISC, choose: 0BSD }
rules:
  - { id: one, licenses: [ISC], outcome: allow }
  - { id: two, licenses: [ISC], outcome: deny }
`;
  expect(messages({ 'policy.yml': text })).toMatchInlineSnapshot(`
    [
      "warning POL008 policy.yml:2:14 \`GPL-3.0\` is deprecated (write \`GPL-3.0-only\`)",
      "warning POL012 policy.yml:3:8 \`GPL-2.0-only\` is denied while \`GPL-2.0-or-later\` stays open (deny \`GPL-2.0-or-later\` to cover all of them)",
      "warning POL006 policy.yml:5:11 waiver \`W-1\` expired on 2026-06-30 (144 days ago) (owner: me)",
      "error POL009 policy.yml:7:34 \`choose\` takes what \`given\` does not offer",
      "warning POL003 policy.yml:10:11 rule \`two\` can never decide (rule \`one\` on line 9 always decides before it)",
    ]
  `);
});

describe('extends', () => {
  const org =
    'version: 1\nid: org\ndelegate: [waivers]\nrules:\n  - { id: no-gpl, licenses: [GPL-*], outcome: deny, locked: true }\nallow: [MIT]\n';
  const pin = createHash('sha256').update(org).digest('hex');
  const child = (rest: string, sha256 = pin): string => `version: 1\nextends: [{ file: org.yml, sha256: ${sha256} }]\n${rest}`;

  it('puts locked rules first and lets the child tighten', () => {
    const { policy } = load({ 'org.yml': org, 'policy.yml': child('rules: [{ id: mine, licenses: [MIT], outcome: review }]') });
    expect(policy?.rules.map((rule) => rule.id)).toEqual(['no-gpl', 'mine']);
  });

  it('refuses what relaxes, and a file that is not the pinned one', () => {
    expect(messages({ 'org.yml': org, 'policy.yml': child('allow: [GPL-3.0-only]\ngate: { failOn: never }') }))
      .toMatchInlineSnapshot(`
      [
        "error POL010 policy.yml:3:9 \`allow: GPL-3.0-only\` relaxes org (the extended policy would have to say \`delegate: [lists]\`)",
        "error POL010 policy.yml:4:7 \`gate.failOn\` relaxes org",
      ]
    `);
    expect(messages({ 'org.yml': org, 'policy.yml': child('', 'a'.repeat(64)) })[0]).toContain('is not the pinned file');
  });
});

const FOLDER = new URL('../../rules/policies/', import.meta.url);
const schema: object = JSON.parse(
  readFileSync(new URL('../../rules/schemas/licet-policy-1.schema.json', import.meta.url), 'utf8'),
) as object;

it.each(readdirSync(FOLDER))('the starting point %s is valid, and its own tests pass', (name) => {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  expect(messages({ 'policy.yml': text })).toEqual([]);
  const { policy } = load({ 'policy.yml': text });
  expect(policy && runPolicyTests(policy, { categories, today: '2026-11-21' })).toEqual([]);
  const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(schema);
  expect(validate(parse(text)) ? [] : validate.errors).toEqual([]);
});
