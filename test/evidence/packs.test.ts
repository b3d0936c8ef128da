import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCycloneDx } from '../../src/evidence/checklists/to-cyclonedx.ts';
import { sealPack } from '../../src/evidence/pack/manifest.ts';
import { MANIFEST, packFile, SIGNATURE_FILES } from '../../src/evidence/pack/pack-file.ts';
import { readTar } from '../../src/evidence/pack/tar.ts';
import type { EvaluatedChecklist } from '../../src/evidence/states/evaluated.ts';
import { STATES } from '../../src/evidence/states/state.ts';
import { loadPack } from '../../src/io/evidence/pack-store.ts';
import { verifyPack } from '../../src/pipeline/evidence/verify.ts';
import { loadCompiledSchema } from '../../src/report/generated-validator.ts';
import { schemaProblems } from '../support/validators.ts';
import { acmeCopy, collectAll, DAYS, licet } from './acme.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const copy = acmeCopy();
const { root } = copy;
const [first, , last] = DAYS.map((day) => join(root, `pack-${day}`)) as [string, string, string];
let contents: ReadonlyMap<string, Uint8Array>;

beforeAll(async () => {
  writeFileSync(join(root, 'ospo.key.pem'), privatePem);
  writeFileSync(join(root, 'ospo.pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  await collectAll(root, ['--sign-key', 'ospo.key.pem']);
  ({ contents } = loadPack(last, last));
}, 180_000);
afterAll(() => copy.remove());

const textOf = (path: string, of = contents): string => Buffer.from(of.get(path) ?? '').toString('utf8');
const checklists = (): EvaluatedChecklist[] =>
  [...contents.keys()]
    .filter((path) => /^checklists\/[^.]+\.json$/.test(path))
    .map((path) => JSON.parse(textOf(path)) as EvaluatedChecklist);
const problemsOf = async (changed: ReadonlyMap<string, Uint8Array>, key: KeyObject | undefined = publicKey): Promise<string[]> =>
  (await verifyPack(changed, key)).problems.map(({ path }) => path);

/** The pack with some files replaced and the manifest made again: what a forger without the key can do. */
function resealed(changes: Readonly<Record<string, string>>): ReadonlyMap<string, Uint8Array> {
  const manifest = JSON.parse(textOf(MANIFEST)) as { files: { path: string; role: 'report'; audience?: string[] }[] };
  const files = manifest.files.map(({ path, role, audience }) =>
    packFile(path, role, changes[path] ?? contents.get(path) ?? '', audience),
  );
  const inputs = JSON.parse(textOf('inputs.json')) as Parameters<typeof sealPack>[1];
  return new Map(sealPack(files, inputs).map(({ path, bytes }) => [path, bytes]));
}

describe('the packs of the example organization', () => {
  const golden = [
    'metrics/metrics.json',
    'checklists/todo-ospo.json',
    'checklists/finos-osmm.json',
    'checklists/openchain-5230.json',
    ...['developers', 'management', 'legal', 'business', 'ecosystem', 'ospo', 'regulators', 'security'].map(
      (id) => `reports/${id}.md`,
    ),
  ];
  // Digests and the version belong to the code of the day, not to the answer.
  const steady = (text: string): string =>
    text
      .replaceAll(/\b[0-9a-f]{64}\b/g, '<sha256>')
      .replaceAll(/(\d{4}-\d{2}-\d{2})-[0-9a-f]{12}\b/g, '$1-<id>')
      .replaceAll(/licet \d+\.\d+\.\d+\S*/g, 'licet <version>');
  it.each(golden)('%s', async (path) => {
    await expect(steady(textOf(path))).toMatchFileSnapshot(`../../fixtures/organizations/acme/expected/${path}`);
  });

  it('show every state at least once, each with the reason', () => {
    const items = checklists().flatMap(({ groups }) => groups.flatMap((group) => group.items));
    expect([...new Set(items.map(({ state }) => state))].toSorted()).toEqual([...STATES].toSorted());
    for (const item of items) for (const { why } of item.evidence) expect(why.length, item.id).toBeGreaterThan(5);
    for (const item of items) if (item.state === 'not_applicable') expect(item.notApplicable?.owner).toContain('@');
  });

  it('say no percentage as a headline, and not the word that only an auditor may say', () => {
    for (const [path, bytes] of contents) {
      if (!path.startsWith('reports/')) continue;
      const text = Buffer.from(bytes)
        .toString('utf8')
        .replace(/<style>.*?<\/style>/s, '');
      expect(text, path).not.toMatch(/\d\s?%/);
      expect(text, path).not.toMatch(/\bis (fully )?compliant\b|\bcertified\b/i);
    }
  });

  it('have a manifest, inputs, metrics and checklists as their schemas say', () => {
    expect(schemaProblems('rules/schemas/licet-evidence-manifest-1.schema.json')(JSON.parse(textOf(MANIFEST)))).toEqual([]);
    expect(schemaProblems('rules/schemas/licet-evidence-inputs-1.schema.json')(JSON.parse(textOf('inputs.json')))).toEqual([]);
    expect(JSON.parse(textOf(MANIFEST))).toMatchObject({
      pack: expect.stringMatching(/^2026-11-16-[0-9a-f]{12}$/) as string,
      organization: 'Acme',
    });
  });

  it('carry attestations that the official schemas of CycloneDX 1.6 and 1.7 accept', async () => {
    for (const specVersion of ['1.6', '1.7'] as const) {
      const validate = await loadCompiledSchema(`cyclonedx-${specVersion}`);
      for (const checklist of checklists()) {
        const document = toCycloneDx(
          checklist,
          { organization: 'Acme', program: undefined, tool: { name: 'licet', version: '1' } },
          specVersion,
        );
        expect(validate(JSON.parse(JSON.stringify(document))), `${checklist.pack} ${specVersion}`).toEqual([]);
      }
    }
    const validate = await loadCompiledSchema('cyclonedx-1.6');
    for (const path of contents.keys())
      if (path.endsWith('.cdx.json') && !path.startsWith('registry/'))
        expect(validate(JSON.parse(textOf(path))), path).toEqual([]);
  });

  it('never show what is only stated as measured', () => {
    const attested = checklists().flatMap(({ groups }) =>
      groups.flatMap(({ items }) => items.filter(({ state }) => state === 'attested')),
    );
    expect(attested.length).toBeGreaterThan(2);
    const statements = textOf(SIGNATURE_FILES[0])
      .trim()
      .split('\n')
      .map((line) => Buffer.from((JSON.parse(line) as { payload: string }).payload, 'base64').toString('utf8'));
    for (const { id } of attested) for (const statement of statements) expect(statement).not.toContain(`EVIDENCED:${id}"`);
  });
});

describe('the same facts give the same bytes', () => {
  it('from another directory, by other names, and in an archive', async () => {
    const other = acmeCopy();
    try {
      writeFileSync(join(other.root, 'k.pem'), privatePem);
      const [, middle = ''] = await collectAll(other.root);
      const argv = [
        'evidence',
        'collect',
        '.',
        '--out',
        '../../again.tar',
        '-q',
        '--previous',
        `../../${middle}`,
        '--sign-key',
        '../../k.pem',
      ];
      const { code } = await licet(join(other.root, 'acme', DAYS[2]), argv);
      expect(code).toBe(0);
      const { entries, problems } = readTar(readFileSync(join(other.root, 'again.tar')));
      expect(problems).toEqual([]);
      expect(entries.map(({ path }) => path)).toEqual([...contents.keys()].toSorted());
      for (const { path, bytes } of entries)
        expect(Buffer.from(bytes).equals(contents.get(path) ?? new Uint8Array()), path).toBe(true);
    } finally {
      other.remove();
    }
  });

  it('hold nothing of the machine and nothing of the private key', () => {
    const secret = privatePem.split('\n')[1] ?? '';
    for (const [path, bytes] of contents) {
      const text = Buffer.from(bytes).toString('latin1');
      expect(text.includes(root), path).toBe(false);
      expect(text.includes(secret) || text.includes('PRIVATE KEY'), path).toBe(false);
    }
  });
});

describe('verify', () => {
  it('accepts what was not touched, and says whose signature it is', async () => {
    const { code, terminal } = await licet(root, ['evidence', 'verify', last, '--key', 'ospo.pub.pem']);
    expect(code).toBe(0);
    expect(terminal.stdout()).toContain('2 earlier packs in the chain');
    expect(terminal.stdout()).toContain('the key that was given');
    expect((await licet(root, ['evidence', 'verify', first])).terminal.stdout()).toContain('Not signed');
    expect((await verifyPack(contents, undefined)).signature).toBe('untrusted');
  });

  it('names the file of each of 50 random single-byte changes', async () => {
    const paths = [...contents.keys()].toSorted();
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, where, flip) => {
        const path = paths[which % paths.length] ?? '';
        const bytes = Uint8Array.from(contents.get(path) ?? []);
        const at = where % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        expect(await problemsOf(new Map([...contents, [path, bytes]]))).toContain(path);
      }),
      { numRuns: 50 },
    );
  });

  it('names the manifest and each signature file for any changed byte, with or without a key', async () => {
    for (const path of [MANIFEST, ...SIGNATURE_FILES]) {
      const original = contents.get(path) ?? new Uint8Array();
      await fc.assert(
        fc.asyncProperty(
          fc.nat({ max: original.length - 1 }),
          fc.integer({ min: 1, max: 255 }),
          fc.boolean(),
          async (at, flip, given) => {
            const bytes = Uint8Array.from(original);
            bytes[at] = (bytes[at] ?? 0) ^ flip;
            const found = await problemsOf(new Map([...contents, [path, bytes]]), given ? publicKey : undefined);
            expect(found.includes(path) || (path === SIGNATURE_FILES[1] && found.includes(SIGNATURE_FILES[0]))).toBe(true);
          },
        ),
        { numRuns: 6 },
      );
    }
  });

  it('names any changed byte of an archive, its headers too', async () => {
    const { code } = await licet(root, ['evidence', 'collect', join('acme', DAYS[0]), '--out', 'one.tar', '-q'], DAYS[0]);
    expect(code).toBe(0);
    const archive = readFileSync(join(root, 'one.tar'));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: archive.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(archive);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const { entries, problems } = readTar(changed);
        const found = await problemsOf(new Map(entries.map((entry) => [entry.path, entry.bytes])), undefined);
        expect([...problems, ...found].length).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });

  it('names a file that is not listed, and one that is missing', async () => {
    expect(await problemsOf(new Map([...contents, ['reports/extra.md', Buffer.from('x')]]))).toEqual(['reports/extra.md']);
    expect(await problemsOf(new Map([...contents].filter(([path]) => path !== 'policy/policy.json')))).toContain(
      'policy/policy.json',
    );
  });

  it.each<[string, string, (text: string) => string]>([
    ['a metric', 'metrics/metrics.json', (text) => text.replace('"numerator": 0,', '"numerator": 1,')],
    ['a checklist', 'checklists/todo-ospo.json', (text) => text.replace('"state": "fail"', '"state": "pass"')],
    ['a report', 'reports/management.md', (text) => text.replace('No stage', 'Stage 5')],
    ['a finding', 'policy/findings/api.json', (text) => text.replace('"state": "open"', '"state": "waived"')],
    ['the history', 'history/history.jsonl', (text) => text.replace('"code":"LIC001"', '"code":"LIC002"')],
  ])('sees through a new manifest over %s that was changed', async (_what, path, change) => {
    expect(change(textOf(path))).not.toBe(textOf(path));
    const forged = resealed({ [path]: change(textOf(path)) });
    const found = await problemsOf(forged, undefined);
    expect(found.length).toBeGreaterThan(0);
    // Signed, it is the manifest that does not fit.
    const signed = new Map([
      ...forged,
      ...SIGNATURE_FILES.map((name) => [name, contents.get(name) ?? new Uint8Array()] as const),
    ]);
    expect(await problemsOf(signed)).toContain(MANIFEST);
  });

  it('refuses another key, and a key where nothing is signed', async () => {
    const { publicKey: other } = generateKeyPairSync('ed25519');
    expect((await verifyPack(contents, other)).signature).toBe('invalid');
    expect((await verifyPack(loadPack(first, first).contents, publicKey)).problems).toMatchObject([{ path: SIGNATURE_FILES[0] }]);
  });

  it('says of a folder without a manifest that it is no pack, before it reads what is in there', () => {
    expect(() => loadPack(root, 'src')).toThrow(
      '`src` holds no manifest.json: it is no evidence pack, or its manifest was taken away',
    );
  });

  it('exits 1 and says which file, also as JSON', async () => {
    const path = join(last, 'reports', 'legal.md');
    const before = readFileSync(path);
    writeFileSync(path, `${before.toString('utf8')} `);
    const { code, terminal } = await licet(root, ['evidence', 'verify', last, '--format', 'json']);
    writeFileSync(path, before);
    expect(code).toBe(1);
    expect(JSON.parse(terminal.stdout())).toMatchObject({
      schema: 'licet-evidence-verification/1',
      problems: [{ path: 'reports/legal.md' }],
    });
  });
});

describe('a pack is not started from a broken link', () => {
  it('refuses a previous pack that is not what it was, or not before', async () => {
    const path = join(first, 'metrics', 'metrics.json');
    const before = readFileSync(path);
    writeFileSync(path, `${before.toString('utf8')} `);
    const broken = await licet(
      root,
      ['evidence', 'collect', join('acme', DAYS[1]), '--out', 'x', '--previous', first, '-q'],
      DAYS[1],
    );
    writeFileSync(path, before);
    expect(broken.code).toBe(2);
    expect(broken.terminal.stderr()).toContain('metrics/metrics.json');
    const late = await licet(
      root,
      ['evidence', 'collect', join('acme', DAYS[0]), '--out', 'x', '--previous', last, '-q'],
      DAYS[0],
    );
    expect(late.terminal.stderr()).toContain('not before');
    expect(existsSync(join(root, 'x'))).toBe(false);
  });

  it('refuses to write into a directory that holds something', async () => {
    const { code, terminal } = await licet(root, ['evidence', 'collect', join('acme', DAYS[0]), '--out', last, '-q'], DAYS[0]);
    expect([code, terminal.stderr()]).toEqual([2, expect.stringContaining('not an empty directory')]);
    expect(readdirSync(last).length).toBeGreaterThan(5);
  });
});

it('knows its checklists by heart: a pack shows an item with what was found', async () => {
  const { terminal } = await licet(root, ['evidence', 'show', 'todo/1.2', '--pack', last]);
  expect(terminal.stdout()).toContain('31 of 40');
  expect(terminal.stdout()).toContain("the source's target is >= 0.8");
  const unknown = await licet(root, ['evidence', 'show', 'todo/1.22', '--pack', last]);
  expect(unknown.terminal.stderr()).toContain('did you mean `todo/1.2`?');
  const report = await licet(root, ['evidence', 'report', last, '--for', 'legal']);
  expect(report.terminal.stdout()).toBe(textOf('reports/legal.md'));
});
