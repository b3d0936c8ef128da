import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));

// Every way to name a module: import, export … from, dynamic import, import() types, require.
const IMPORT =
  /^\s*(import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/gm;

const imports: readonly Import[] = files.flatMap((from) =>
  [...readFileSync(`src/${from}`, 'utf8').matchAll(IMPORT)].map((match): Import => {
    const target = match[3] ?? match[4] ?? '';
    const to = target.startsWith('.') ? posix.join(posix.dirname(from), target) : target;
    return { from, to, typeOnly: match[2] !== undefined };
  }),
);

const STAGES = ['discover', 'ecosystems', 'graph', 'licenses', 'policy', 'inventory', 'evidence', 'report', 'sbom'];
const layerOf = (path: string): string => path.split('/')[0] ?? '';
const isOwn = (path: string): boolean => files.includes(path);

function mayImport({ from, to, typeOnly }: Import): boolean {
  const [own, other] = [layerOf(from), layerOf(to)];
  if (own === other || other === 'domain') return true;
  if (own === 'domain') return false;
  if (other === 'diagnostics') return true;
  if (own === 'diagnostics') return false;
  if (STAGES.includes(own)) return to === 'ecosystems/ecosystem.ts' && typeOnly;
  if (own === 'pipeline') return STAGES.includes(other);
  // Disk, git and processes are handed in: io only knows the shapes that the pipeline asks for. It may call the decoders of
  // the stages whose data files it reads (the license index, the checklists); no stage ever calls io.
  if (own === 'io') return STAGES.includes(other) || (other === 'pipeline' && typeOnly);
  if (own === 'testing') return other !== 'cli';
  return own === 'cli' || own === 'index.ts';
}

it('finds the imports', () => {
  expect(imports.length).toBeGreaterThan(files.length);
  expect(imports.filter(({ to }) => to.endsWith('.ts') && !to.includes('..') && !isOwn(to) && !to.startsWith('node:'))).toEqual(
    [],
  );
});

it('cli -> pipeline -> stages -> diagnostics -> domain', () => {
  expect(imports.filter((item) => isOwn(item.to) && !mayImport(item))).toEqual([]);
});

// Also by types alone, and also by what is loaded late: whoever reads a file can read what it rests on first.
it('nothing imports in a circle', () => {
  const own = imports.filter(({ to }) => isOwn(to));
  // Once from below and once from above: what is left lies on a circle, or between two.
  const left = unsettled(files, own);
  const turned = own.map(({ from, to }) => ({ from: to, to: from }));
  expect(unsettled(left, turned)).toEqual([]);
});

/** What cannot be put into an order in which each file stands behind all that it imports. */
function unsettled(among: readonly string[], edges: readonly Pick<Import, 'from' | 'to'>[]): readonly string[] {
  const open = new Map(among.map((file) => [file, new Set<string>()]));
  const above = new Map(among.map((file) => [file, new Set<string>()]));
  for (const { from, to } of edges) {
    if (!open.has(from) || !open.has(to)) continue;
    open.get(from)?.add(to);
    above.get(to)?.add(from);
  }
  const settled = among.filter((file) => open.get(file)?.size === 0);
  for (const file of settled) {
    for (const from of above.get(file) ?? []) {
      const left = open.get(from);
      if (left?.delete(file) === true && left.size === 0) settled.push(from);
    }
  }
  return among.filter((file) => !settled.includes(file));
}

const MACHINE = /^(node:)?(fs|fs\/promises|child_process|worker_threads|cluster)$/;
const NETWORK = /^(node:)?(http|https|http2|net|tls|dgram|dns|dns\/promises|inspector)$|^(undici|node-fetch|axios|got|ws)$/;

/** Folders that open connections, each behind a flag or command of its own. */
const MAY_CONNECT = /^io\/online\//;

it('disk and processes are touched in io and cli only', () => {
  const allowed = new Set(['io', 'cli', 'testing']);
  expect(imports.filter(({ from, to, typeOnly }) => !typeOnly && MACHINE.test(to) && !allowed.has(layerOf(from)))).toEqual([]);
});

// Enrichment is a stage of its own: whoever did not ask for `--online` cannot reach it.
it('registries are asked from io/online only, which one file loads', () => {
  const asksRegistries = imports.filter(({ from, to }) => NETWORK.test(to) && from.startsWith('io/online/'));
  expect(asksRegistries.length).toBeGreaterThan(0);
  const elsewhere = imports.filter(({ from, to, typeOnly }) => !typeOnly && NETWORK.test(to) && !MAY_CONNECT.test(from));
  expect(elsewhere).toEqual([]);
  const loaders = imports.filter(
    ({ from, to, typeOnly }) => !typeOnly && to.startsWith('io/online/') && !from.startsWith('io/online/'),
  );
  expect(loaders.map(({ from }) => from)).toEqual(['cli/with-online.ts']);
  expect(imports.filter(({ to }) => to === 'cli/with-online.ts').map(({ from }) => from)).toEqual(['cli/program/program.ts']);
});

// What a scan can load: everything its command reaches, dynamic imports too.
it('a scan starts no process but git and knows no network', () => {
  const reached = new Set(['cli/commands/scan.ts', 'pipeline/scan.ts', 'io/open-tree.ts', 'io/caches.ts']);
  for (const from of reached) {
    for (const item of imports) if (item.from === from && !item.typeOnly && isOwn(item.to)) reached.add(item.to);
  }
  expect(reached.size).toBeGreaterThan(15);
  const offending = imports.filter(
    ({ from, to }) => reached.has(from) && (NETWORK.test(to) || (/^(node:)?child_process$/.test(to) && from !== 'io/run-git.ts')),
  );
  expect(offending).toEqual([]);
  for (const file of reached)
    expect(readFileSync(`src/${file}`, 'utf8'), file).not.toMatch(
      /(?<![.\w])(fetch|eval)\(|new (Function|WebSocket|EventSource)\(/,
    );
});

it('the linter holds the same', () => {
  const config: unknown = JSON.parse(readFileSync('.oxlintrc.json', 'utf8'));
  const { overrides } = config as { overrides: { files: string[]; rules: Record<string, unknown> }[] };
  for (const layer of ['domain', 'diagnostics', ...STAGES, 'pipeline']) {
    const rows = overrides.filter((row) => row.files.includes(`src/${layer}/**`) && 'no-restricted-imports' in row.rules);
    const text = JSON.stringify(rows);
    expect(rows, layer).toHaveLength(1);
    const above = ['io', 'cli', ...(layer === 'pipeline' ? [] : ['pipeline', ...STAGES])];
    for (const other of above) if (other !== layer && other !== 'ecosystems') expect(text, layer).toContain(`"**/${other}/**"`);
    expect(text, layer).toContain('"node:child_process"');
  }
});
