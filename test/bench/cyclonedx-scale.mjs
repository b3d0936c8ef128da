// Writes and validates CycloneDX documents of generated snapshots: `npm run build && node test/bench/cyclonedx-scale.mjs`.
// Each size runs in a process of its own, so that its memory is its own. `node … 50000 xml` runs one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { renderCycloneDx } from '../../dist/report/cyclonedx/render.js';

const LIMIT_MB = 700;

function component(index) {
  const purl = `pkg:npm/%40scope${index % 500}/package-${index}@1.${index % 40}.${index % 7}`;
  const known = { status: 'concluded', expression: index % 9 === 0 ? 'MIT OR Apache-2.0' : 'MIT', rule: 'declared', basis: [0] };
  return {
    id: purl,
    firstParty: false,
    type: 'library',
    ecosystem: 'npm',
    resolution: 'locked',
    purl,
    name: `@scope${index % 500}/package-${index}`,
    version: `1.${index % 40}.${index % 7}`,
    hashes: [{ algorithm: 'SHA-512', value: index.toString(16).padStart(128, '0') }],
    origins: [{ kind: 'download', url: `https://registry.example.com/@scope/package-${index}/-/package-${index}.tgz` }],
    uses: [{ project: '.#npm:app', scopes: index % 3 === 0 ? ['dev'] : ['runtime'], direct: index < 50 }],
    occurrences: [{ path: 'package-lock.json', line: index * 12 + 1 }],
    licenseEvidence: [
      {
        role: 'declared',
        method: 'lockfile-field',
        raw: known.expression,
        expression: known.expression,
        location: { root: 'tree', path: 'package-lock.json', lines: [index + 1, index + 1] },
      },
    ],
    declared: known,
    detected: { status: 'no-assertion', reason: 'package-not-on-disk' },
    concluded: known,
  };
}

function snapshot(count) {
  const components = Array.from({ length: count }, (_, index) => component(index));
  const app = { ...component(0), id: '.#npm:app', firstParty: true, purl: undefined, name: 'app', type: 'application' };
  const edges = components.flatMap(({ id }, index) =>
    [1, 7, 31].map((step) => ({
      from: id,
      to: components[(index + step) % count].id,
      scope: 'runtime',
      sources: ['package-lock.json'],
    })),
  );
  return {
    schema: 'licet-snapshot/1',
    source: { name: 'app', treeDigest: '0'.repeat(64), dirty: false, scanner: { name: 'licet', version: '0' }, config: {} },
    projects: [
      {
        id: '.#npm:app',
        path: '',
        name: 'app',
        ecosystem: 'npm',
        role: 'product',
        roleReason: '',
        lockfile: 'package-lock.json',
      },
    ],
    components: [app, ...components],
    edges,
    inputs: [{ path: 'package-lock.json', ecosystem: 'npm', reader: 'npm', state: 'parsed', role: 'product' }],
    diagnostics: [],
    caches: [],
  };
}

async function measure(count, format) {
  const given = snapshot(count);
  const start = performance.now();
  let bytes = 0;
  for (const chunk of await renderCycloneDx(given, { format, specVersion: '1.6' })) bytes += Buffer.byteLength(chunk);
  const seconds = (performance.now() - start) / 1000;
  const rss = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${format} ${String(count).padStart(6)} components: ${seconds.toFixed(2)} s, ${((seconds * 1000) / count).toFixed(3)} ms each, ` +
      `${(bytes / 1e6).toFixed(1)} MB text, ${rss.toFixed(0)} MB peak RSS`,
  );
  if (rss > LIMIT_MB) process.exitCode = 1;
}

const [count, format = 'json'] = process.argv.slice(2);
if (count !== undefined) {
  await measure(Number(count), format);
} else {
  for (const format of ['json', 'xml']) {
    for (const size of ['1000', '10000', '50000']) {
      const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), size, format], { stdio: 'inherit' });
      if (status !== 0) process.exitCode = 1;
    }
  }
}
