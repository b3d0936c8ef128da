// Measures the inventory of an organization: `npm run build && node test/bench/org-inventory.mjs 200 2000 50000`
// Makes synthetic histories (Zipf popularity of packages, a mix of licenses, twelve months of change) as `org scan` leaves them in a store,
// builds the database from them, and asks every question. 50,000 repositories take some 3 GB in the temporary directory.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDatabase } from '../../dist/io/database/build-database.js';
import { ask, openDatabase } from '../../dist/io/database/duckdb.js';
import { loadHistory, saveHistory } from '../../dist/io/store/histories.js';
import { loadLibraryGroups } from '../../dist/io/library-groups.js';
import { QUERIES } from '../../dist/inventory/queries/list.js';
import { MATCHING_COMPONENTS, usesOf } from '../../dist/inventory/queries/package-question.js';
import { DEFAULT_IMPACT } from '../../dist/inventory/manifest/model.js';

const PACKAGES = 30_000;
const VERSIONS = 12;
const MONTHS = 12;
const FIRST_DAY = 20_089; // 2025-01-01
const LICENSES = [
  ['concluded MIT', 55],
  ['concluded Apache-2.0', 18],
  ['concluded ISC', 6],
  ['concluded BSD-3-Clause', 6],
  ['concluded BSD-2-Clause', 2],
  ['concluded MPL-2.0', 2],
  ['concluded MIT OR Apache-2.0', 3],
  ['concluded LGPL-2.1-or-later', 1],
  ['concluded GPL-3.0-only', 1],
  ['concluded AGPL-3.0-only', 0.3],
  ['conflict MIT | GPL-2.0-only', 0.7],
  ['no-evidence', 2],
  ['package-not-on-disk', 3],
];
const CATEGORY = {
  'MPL-2.0': 'weak-copyleft',
  'LGPL-2.1-or-later': 'weak-copyleft',
  'GPL-3.0-only': 'strong-copyleft',
  'AGPL-3.0-only': 'network-copyleft',
};

let seed = 42;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
function normal() {
  return Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
}

// Popularity by Zipf: package k is used in proportion to 1 / (k + 3).
const cumulative = new Float64Array(PACKAGES);
for (let k = 0, sum = 0; k < PACKAGES; k += 1) cumulative[k] = sum += 1 / (k + 3);
function popular() {
  const x = random() * cumulative[PACKAGES - 1];
  let [low, high] = [0, PACKAGES - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
const licenseOfPackage = Array.from({ length: PACKAGES }, () => {
  let x = random() * LICENSES.reduce((sum, [, weight]) => sum + weight, 0);
  return LICENSES.findIndex(([, weight]) => (x -= weight) < 0);
});
const purl = (name, version) =>
  name % 3 === 0 ? `pkg:maven/org.example.g${name % 500}/lib-${name}@1.${version}.0` : `pkg:npm/lib-${name}@1.${version}.0`;

function makeHistory(index) {
  const size = Math.max(20, Math.min(6000, Math.round(Math.exp(6.4 + 0.9 * normal()))));
  const names = new Map();
  const components = [];
  const place = (text) => {
    if (!names.has(text)) names.set(text, components.push(text) - 1);
    return names.get(text);
  };
  const age = random() * VERSIONS * 0.6;
  const used = new Map();
  for (let tries = 0; used.size < size && tries < size * 3; tries += 1) {
    const name = popular();
    if (!used.has(name)) used.set(name, Math.max(0, Math.min(VERSIONS - 1, Math.round(VERSIONS - 1 - age - 2 * random()))));
  }
  const projects = 1 + Math.floor(random() * 4);
  const usages = [];
  const open = [...used].map(([name, version]) => {
    const row = [
      Math.floor(random() * projects),
      place(purl(name, version)),
      licenseOfPackage[name],
      (random() < 0.1 ? 1 : 0) | (random() < 0.6 ? 2 : 0) | (random() < 0.6 ? 0 : 5 << 2),
      FIRST_DAY,
      -1,
    ];
    usages.push(row);
    return { name, version, row };
  });
  const basis = [];
  for (let month = 0; month < MONTHS; month += 1) {
    const day = FIRST_DAY + month * 30;
    if (month > 0 && random() < 0.4)
      for (const item of open) {
        if (random() > 0.025) continue;
        item.row[5] = day;
        item.version += 1;
        item.row = [item.row[0], place(purl(item.name, item.version)), item.row[2], item.row[3], day, -1];
        usages.push(item.row);
      }
    basis.push({
      key: `${index}-${month}`,
      segment: 'a'.repeat(64),
      date: new Date(day * 86_400_000).toISOString(),
      complete: true,
      components: open.length,
      withoutLicense: 0,
    });
  }
  return {
    schema: 'licet-history/1',
    repository: `acme/repo-${index}`,
    basis,
    components,
    skipped: [],
    usages,
    variants: [],
    projects: Array.from({ length: projects }, (_, at) => [at === 0 ? '' : `packages/p${at}`, 'npm', `p${at}`, 'product']),
    licenses: LICENSES.map(([name]) => name),
  };
}

function findingsOf(history) {
  const denied = new Map(
    history.licenses.map((license, place) => [place, license]).filter(([, license]) => /GPL-3|AGPL/.test(license)),
  );
  const rows = history.usages.filter((row) => denied.has(row[2]));
  return {
    schema: 'licet-finding-history/1',
    policy: 'p',
    basis: [],
    judgedOn: '2026-01-01',
    findings: rows.map((row, at) => ({
      id: `${at}`.padStart(12, '0'),
      component: history.components[row[1]],
      project: 'p',
      code: 'LIC001',
      verdict: 'deny',
      severity: 'high',
      expression: 'GPL-3.0-only',
      state: 'open',
    })),
    intervals: rows.map((row, at) => [at, row[4], row[5]]),
  };
}

const clock = async (work) => {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const used = process.cpuUsage(cpu);
  return { value, wall: (performance.now() - wall) / 1000, cpu: (used.user + used.system) / 1e6 };
};
const show = (seconds) => `${seconds.toFixed(2)} s`;

async function measure(count) {
  const place = mkdtempSync(join(tmpdir(), 'licet-bench-org-'));
  try {
    const store = join(place, 'store');
    mkdirSync(store);
    const made = await clock(() => {
      for (let index = 0; index < count; index += 1) saveHistory(store, makeHistory(index));
    });
    const names = Array.from({ length: count }, (_, index) => `acme/repo-${index}`);
    const criticalities = ['low', 'medium', 'medium', 'high', 'critical'];
    const repositories = names.map((name, at) => ({
      name,
      path: name,
      team: `team-${at % 40}`,
      products: at % 3 === 0 ? [`product-${at % 25}`] : [],
      criticality: criticalities[at % 5],
      distribution: 'saas',
      archived: false,
      roles: [],
    }));
    const manifest = {
      organization: 'Acme',
      teams: [],
      repositories,
      impact: DEFAULT_IMPACT,
      products: Array.from({ length: 25 }, (_, at) => ({ name: `product-${at}`, criticality: 'high', distribution: 'saas' })),
    };
    const coverage = {
      asOf: '2025-12-15',
      repositories: repositories.map(({ name, team, products }) => ({
        repository: name,
        state: 'current',
        team,
        products,
        partial: false,
        lookedAt: '2025-12-01T00:00:00Z',
        commitDate: '2025-12-01T00:00:00Z',
        components: 1,
      })),
    };
    function* read() {
      for (const name of names) {
        const history = loadHistory(store, name);
        yield {
          name,
          history,
          findings: findingsOf(history),
          owners: [{ path: '', owners: ['@acme/team'], source: 'CODEOWNERS', file: 'CODEOWNERS', line: 1 }],
        };
      }
    }
    const file = join(place, 'inventory.duckdb');
    const input = {
      manifest,
      coverage,
      repositories: read(),
      categoryOf: (text) => CATEGORY[text] ?? 'permissive',
      libraryGroups: loadLibraryGroups(),
      meta: { as_of: '2025-12-15' },
    };
    const built = await clock(async () => buildDatabase(input, file, join(place, 'spill')));
    const { rows, tables } = built.value;
    const bytes = statSync(file).size;
    console.log(`\n${count} repositories, made in ${show(made.wall)}`);
    console.log(
      `  build      ${show(built.wall)}, ${show(built.cpu)} of processors: ${rows} rows (${tables.usage_interval} usage), ${Math.round(rows / built.wall)} rows/s, ${Math.round(rows / built.cpu)} rows per processor second`,
    );
    console.log(`  file       ${(bytes / 1e6).toFixed(1)} MB, ${(bytes / rows).toFixed(2)} bytes a row`);
    console.log(`  memory     ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);
    const { connection, close } = await openDatabase(file);
    const arguments_ = { since: '2025-12-01', category: 'strong-copyleft', ecosystem: '%' };
    for (const query of QUERIES) {
      const values = query.parameters.map(({ name }) => arguments_[name]);
      const asked = await clock(async () => ask(connection, `SELECT * FROM (${query.sql}) LIMIT 101`, values));
      console.log(`  ${query.name.padEnd(12)} ${show(asked.wall).padStart(8)}  ${asked.value.rows.length} rows`);
    }
    const uses = await clock(async () => {
      const found = await ask(connection, MATCHING_COMPONENTS, ['lib-101']);
      return ask(connection, usesOf(found.rows.map((row) => row.component_id)));
    });
    console.log(`  ${'uses'.padEnd(12)} ${show(uses.wall).padStart(8)}  ${uses.value.rows.length} rows`);
    close();
    console.log(`  memory     ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most, questions included`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

for (const count of process.argv.slice(2).map(Number)) await measure(count);
