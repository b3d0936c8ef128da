// node test/bench/policy.mjs (after `npm run build`): CPU time of the policy engine after loading.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createJudge } from '../../dist/policy/judge.js';
import { evaluate } from '../../dist/policy/evaluate.js';
import { loadPolicy } from '../../dist/policy/file/load-policy.js';
import { completeFacts } from '../../dist/policy/facts.js';
import { parseSpdx } from '../../dist/domain/spdx-expression.js';
import { SPDX_LICENSE_IDS } from '../../dist/domain/spdx/ids.js';

const PACKAGES = 100_000;
const EXPRESSIONS = 2000;
const ids = SPDX_LICENSE_IDS;
const operators = ['AND', 'OR'];
const expressions = Array.from({ length: EXPRESSIONS }, (_, i) => {
  const pick = (step) => ids[(i * step + step) % ids.length];
  return i < ids.length ? ids[i] : `(${pick(7)} ${operators[i % 2]} ${pick(13)}) ${operators[(i + 1) % 2]} ${pick(29)}`;
});

const rules = Array.from(
  { length: 20 },
  (_, i) =>
    `  - id: rule-${i}\n    licenses: ["${ids[i * 11]}", "*X${i}*"]\n    when: { scope: [dev], paths: ["p${i}/**"] }\n    outcome: deny\n    reason: bench`,
);
const waivers = Array.from(
  { length: 10 },
  (_, i) =>
    `  - { id: W-${i}, package: "pkg:npm/waived-${i}@^2", expression: GPL-3.0-only, owner: a, reason: because of it, expires: 2027-01-01 }`,
);
const list = (from, to) =>
  ids
    .slice(from, to)
    .map((id) => `  - ${id}`)
    .join('\n');
const text = `version: 1\nrules:\n${rules.join('\n')}\nallow:\n${list(0, 120)}\n  - category:permissive\ndeny:\n${list(120, 180)}\nwaivers:\n${waivers.join('\n')}\n`;

const categories = { ofLicense: () => 'permissive', ofPair: () => undefined };
const services = { readFile: () => text, resolve: () => undefined, categories, today: '2026-11-21' };
const { policy, problems } = loadPolicy('policy.yaml', services);
if (policy === undefined) throw new Error(JSON.stringify(problems));

const unknown = { status: 'no-assertion', reason: 'no-evidence' };
const built = {
  schema: 'licet-snapshot/1',
  source: { name: 'bench', treeDigest: '', dirty: false, scanner: { name: 'bench', version: '0' }, config: {} },
  projects: [{ id: 'p', path: '', name: 'p', ecosystem: 'npm', role: 'product', roleReason: '', lockfile: 'package-lock.json' }],
  components: Array.from({ length: PACKAGES }, (_, i) => ({
    id: `pkg:npm/package-${i}@1.${i % 50}.0`,
    purl: `pkg:npm/package-${i}@1.${i % 50}.0`,
    name: `package-${i}`,
    version: `1.${i % 50}.0`,
    ecosystem: 'npm',
    firstParty: false,
    type: 'library',
    resolution: 'locked',
    hashes: [],
    origins: [],
    occurrences: [{ path: 'package-lock.json', line: i + 1 }],
    uses: [{ project: 'p', scopes: ['runtime'], direct: i % 10 === 0 }],
    licenseEvidence: [],
    declared: unknown,
    detected: unknown,
    concluded: { status: 'concluded', expression: expressions[i % EXPRESSIONS], rule: 'declared', basis: [] },
  })),
  edges: Array.from({ length: PACKAGES }, (_, i) => ({
    from: i % 10 === 0 ? 'p' : `pkg:npm/package-${i - 1}@1.${(i - 1) % 50}.0`,
    to: `pkg:npm/package-${i}@1.${i % 50}.0`,
    scope: 'runtime',
    sources: ['package-lock.json'],
  })),
  inputs: [],
  diagnostics: [],
  caches: [],
};
// Through JSON, as a saved snapshot comes: texts put together above are joined when they are first compared, which is no work of the engine.
const snapshot = JSON.parse(JSON.stringify(built));

// What was made above and is needed no longer is collected before the clock starts; the engine pays for its own garbage.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

function measure(name, limit, run) {
  collectGarbage();
  const started = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(started);
  const spent = (user + system) / 1000;
  console.log(`${name}: ${spent.toFixed(1)} ms CPU (limit ${limit})${result === undefined ? '' : ` ${result}`}`);
  if (spent > limit) process.exitCode = 1;
}

const facts = completeFacts({}, [], {});
measure(`${text.split('\n').length}-line policy, ${PACKAGES} packages, ${EXPRESSIONS} expressions, verdicts only`, 1000, () => {
  const judge = createJudge({ policy, categories, today: '2026-11-21' });
  let denied = 0;
  for (const component of snapshot.components) {
    const verdict = judge.judge({ purl: component.purl, license: { kind: 'text', text: component.concluded.expression }, facts });
    if (verdict.verdict === 'deny') denied++;
  }
  return `${denied} denied`;
});
measure(
  'the same with findings and dependency paths',
  1000,
  () => `${evaluate(snapshot, policy, { categories, today: '2026-11-21' }).findings.length} findings`,
);

const judgeOne = (expression) =>
  createJudge({ policy, categories, today: '2026-11-21' }).judge({ license: { kind: 'text', text: expression }, facts });
const ors = Array.from({ length: 20 }, (_, i) => `(${ids[i * 3]} OR ${ids[i * 5 + 200]})`).join(' AND ');
measure('20 ORs joined by AND', 5, () => judgeOne(ors).verdict);
measure('5,000 terms', 100, () => judgeOne(Array.from({ length: 5000 }, (_, i) => ids[i % 50]).join(' OR ')).verdict);
measure('5,000 nested parentheses', 100, () => judgeOne(`${'('.repeat(5000)}MIT${')'.repeat(5000)}`).verdict);
measure(
  '300 ORs joined by AND',
  100,
  () => judgeOne(Array.from({ length: 300 }, (_, i) => `(LicenseRef-a${i} OR MIT)`).join(' AND ')).verdict,
);
measure('parse of 64 KiB', 200, () => String(parseSpdx('MIT OR '.repeat(9000) + 'MIT').ok));
