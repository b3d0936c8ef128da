import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { decodeRegistry } from '../../src/evidence/registry/decode-registry.ts';
import { readNotices, readScorecards, readVulnerabilities } from '../../src/evidence/registry/imports.ts';
import { matchesName } from '../../src/evidence/registry/names.ts';
import { registrySchema } from '../../src/evidence/registry/registry.ts';
import { reachLinks } from '../../src/io/evidence/reach-links.ts';
import { readRegistryFiles } from '../../src/io/evidence/registry-files.ts';
import { licet } from './acme.ts';

const folder = mkdtempSync(join(tmpdir(), 'licet-registry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const problemsOf = (text: string): string[] =>
  decodeRegistry(text, 'licet.evidence.yaml').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a registry', () => {
  it('tells all its mistakes at once, each with its place', () => {
    const text = `version: 1
documents:
  - document: open-source-policy
    title: Policy
    date: yesterday
    owner: ann
  - document: x
    title: X
    file: ../outside.md
    date: 2026-01-01
    owner: ann
    colour: red
attestations:
  - statement: s
    metric: m
    text: t
    owner: ann
    date: 2026-01-01
    expires: 2025-01-01
    link: not a link
`;
    expect(problemsOf(text)).toMatchInlineSnapshot(`
      [
        "5:11 \`documents.0.date\`: expected a date as YYYY-MM-DD",
        "3:5 \`documents.0\`: a document needs a \`file\` or a \`link\`",
        "9:11 \`documents.1.file\`: expected a path below the registry, with \`/\` and without \`..\`",
        "12:13 unknown key \`colour\` in \`documents.1\`",
        "20:11 \`attestations.0.link\`: expected an http(s) or mailto link",
        "14:5 \`attestations.0\`: an attestation is about exactly one \`statement\`, \`metric\` or \`item\`",
        "19:14 \`attestations.0.expires\`: \`expires\` must be after \`date\`",
      ]
    `);
  });

  it('is not YAML, or something else', () => {
    expect(problemsOf('a: [')).toMatchInlineSnapshot(`
      [
        "1:5 not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
      ]
    `);
    expect(problemsOf('- 1')).toMatchInlineSnapshot(`
      [
        "1:1 Invalid input: expected object, received array",
      ]
    `);
    expect(problemsOf('')).toMatchInlineSnapshot(`
      [
        "1:1 Invalid input: expected object, received null",
      ]
    `);
    expect(problemsOf('version: 1\nversion: 1\n')).toMatchInlineSnapshot(`
      [
        "2:1 not valid YAML: Map keys must be unique",
      ]
    `);
  });

  it('never throws, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => decodeRegistry(text, 'f').problems.length >= 0));
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\ne: &e [*d, *d]\nf: &f [*e, *e]\ng: [*f, *f, *f, *f, *f, *f]\nversion: 1\n`;
    expect(decodeRegistry(bomb, 'f').value).toBeUndefined();
  });

  it('names what no checklist knows: a typing error would prove nothing in silence', async () => {
    writeFileSync(
      join(folder, 'licet.evidence.yaml'),
      'version: 1\ndocuments:\n  - { document: open-source-polcy, title: P, link: "https://acme.example/p", date: 2026-01-01, owner: ann }\nnotApplicable:\n  - { item: todo/9.9, reason: r, owner: o, date: 2026-01-01, expires: 2027-01-01 }\nchecklists: [gone.yaml]\n',
    );
    const { code, terminal } = await licet(folder, ['evidence', 'show']);
    expect([code, terminal.stderr()]).toMatchInlineSnapshot(`
      [
        2,
        "licet.evidence.yaml:3:17: no checklist has the document \`open-source-polcy\`, did you mean \`open-source-policy\`?
      licet.evidence.yaml:5:13: no checklist has the item \`todo/9.9\`, did you mean \`todo/0.1\`?
      licet.evidence.yaml:6:14: there is no file \`gone.yaml\`
      error: 3 problems in the evidence registry and its files
      hint: mend the lines named above
      ",
      ]
    `);
  });
});

describe('files of a registry', () => {
  it('are read below its directory only', () => {
    mkdirSync(join(folder, 'docs'));
    writeFileSync(join(folder, 'docs', 'a.md'), 'a');
    symlinkSync('/etc/hostname', join(folder, 'docs', 'out.md'));
    expect([...readRegistryFiles(folder, ['docs/a.md', 'docs/missing.md']).keys()]).toEqual(['docs/a.md']);
    expect(() => readRegistryFiles(folder, ['docs/out.md'])).toThrow('leads out of the directory');
  });
});

describe('imports', () => {
  const registry = (more: object): ReturnType<typeof registrySchema.parse> => registrySchema.parse({ version: 1, ...more });
  const files = (json: unknown): Map<string, { sha256: string; bytes: number; text: string }> =>
    new Map([['f.json', { sha256: '', bytes: 1, text: JSON.stringify(json) }]]);
  const read = (format: string, json: unknown): readonly (readonly string[])[] =>
    readVulnerabilities(
      registry({ vulnerabilities: [{ format, file: 'f.json', repositories: ['a'], date: '2026-01-01' }] }),
      files(json),
    ).map(({ known, decided }) => [known.join(' '), decided.join(' ')]);

  it.each<[string, unknown, string, string]>([
    ['osv', { results: [{ packages: [{ vulnerabilities: [{ id: 'A' }, { id: 'B' }] }] }] }, 'A B', ''],
    [
      'sarif',
      {
        runs: [
          {
            results: [
              { ruleId: 'A' },
              { ruleId: 'B', suppressions: [{ kind: 'external', status: 'accepted' }] },
              { ruleId: 'C', suppressions: [{ status: 'underReview' }] },
            ],
          },
        ],
      },
      'A B C',
      'B',
    ],
    [
      'openvex',
      {
        statements: [
          { vulnerability: { name: 'A' }, status: 'fixed' },
          { vulnerability: 'B', status: 'under_investigation' },
        ],
      },
      'A B',
      'A',
    ],
    [
      'cyclonedx',
      {
        vulnerabilities: [
          { id: 'A', analysis: { state: 'not_affected' } },
          { id: 'B', analysis: { state: 'in_triage' } },
          { id: 'C' },
        ],
      },
      'A B C',
      'A',
    ],
  ])('%s', (format, json, known, decided) => {
    expect(read(format, json)).toEqual([[known, decided]]);
  });

  it('a registered attribution document counts for the commit that it was made of', () => {
    const json = {
      schema: 'licet-notice/1',
      source: { name: 'a', commit: 'c1' },
      gaps: [{ kind: 'text-standard' }, { kind: 'license-unknown' }],
    };
    expect(readNotices(registry({ notices: [{ file: 'f.json' }] }), files(json))).toEqual([
      { repository: 'a', commit: 'c1', gaps: 1 },
    ]);
    expect(readNotices(registry({ notices: [{ file: 'f.json' }] }), files({ ...json, source: { name: 'a' } }))).toEqual([]);
  });

  it('are hostile now and then', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('osv', 'sarif', 'openvex', 'cyclonedx'),
        fc.jsonValue(),
        (format, json) => read(format, json).length === 1,
      ),
    );
    expect(
      readScorecards(
        registry({ scorecards: [{ file: 'f.json' }] }),
        files({ repo: { name: 'x' }, date: '2026-01-01', score: 'NaN' }),
      ),
    ).toEqual([]);
  });
});

it('names with stars match in one pass', () => {
  expect([
    matchesName('shop*', 'shop-api'),
    matchesName('*-api', 'shop-api'),
    matchesName('a*b*c', 'axxbyyc'),
    matchesName('a*a', 'a'),
    matchesName('shop', 'shop2'),
  ]).toEqual([true, true, true, false, false]);
});

describe('--online', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  it('asks each link whether anybody answers, and downloads nothing', async () => {
    const asked: string[] = [];
    server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.statusCode =
        request.url === '/gone'
          ? 404
          : request.url === '/login'
            ? 401
            : request.url === '/get' && request.method === 'HEAD'
              ? 405
              : 200;
      response.end('body');
    });
    await new Promise<void>((resolve) => void server?.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answers = await reachLinks(
      [`${base}/`, `${base}/gone`, `${base}/login`, `${base}/get`, 'http://127.0.0.1:1/'],
      '2026-11-28',
    );
    expect(answers.map(({ reached, answer }) => `${reached} ${answer}`)).toEqual([
      'true HTTP 200',
      'false HTTP 404',
      'true HTTP 401',
      'true HTTP 200',
      'false no answer',
    ]);
    expect(asked).toContain('GET /get');
    expect(asked.filter((one) => one.startsWith('GET'))).toHaveLength(1);
  });
});
