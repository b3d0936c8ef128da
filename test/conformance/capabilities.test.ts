import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadEcosystems } from '../../src/ecosystems/list.ts';
import type { Ecosystem } from '../../src/ecosystems/ecosystem.ts';
import { memoryFs } from '../../src/testing/memory-fs.ts';
import { PACKAGES_AT_HAND } from '../support/packages-at-hand.ts';
import { fixtureFiles } from '../support/fixture-files.ts';
import { printable } from '../support/printable.ts';
import { scanMemory } from '../support/scan-folder.ts';

const ECOSYSTEMS = await loadEcosystems();

/** The parts of `printable` that show a capability. */
interface Shown {
  readonly projects: readonly { readonly ecosystem: string; readonly lockfile?: string }[];
  readonly components: readonly {
    readonly id: string;
    readonly ecosystem: string;
    readonly firstParty?: true;
    readonly hashes?: readonly string[];
    readonly origins?: readonly unknown[];
    readonly uses?: readonly string[];
    readonly licenseEvidence?: readonly string[];
    readonly concluded: unknown;
  }[];
  readonly edges: readonly string[];
}

/** What the fixtures of an ecosystem expect, and scans of packages that are at hand on the machine. */
async function shownOf(id: string): Promise<Shown[]> {
  const expected = readdirSync(join('fixtures', id))
    .map((name) => join('fixtures', id, name, 'expected.json'))
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Shown);
  return [...expected, ...(await Promise.all((PACKAGES_AT_HAND[id] ?? []).map(scanAtHand)))];
}

async function scanAtHand(example: (typeof PACKAGES_AT_HAND)[string][number]): Promise<Shown> {
  const files = { ...(example.fixture !== undefined && fixtureFiles(example.fixture)), ...example.files };
  const caches = Object.fromEntries(
    Object.entries(example.caches ?? {}).map(([name, content]) => [name, memoryFs(content)] as const),
  );
  return printable(await scanMemory(files, ECOSYSTEMS, caches)) as Shown;
}

/** Evidence that is written beside the package itself, not beside those who depend on it. */
const isOfPackage = (evidence: string): boolean => !/^declared (?:lockfile-field|sbom) /.test(evidence);

function capabilitiesShown({ id, purlTypes }: Ecosystem, all: readonly Shown[]): Record<string, boolean> {
  const isOwn = (ecosystem: string): boolean => ecosystem === id || purlTypes.length === 0 || id === 'sbom';
  const components = all.flatMap((shown) => shown.components).filter(({ ecosystem }) => isOwn(ecosystem));
  const projects = new Set(components.filter(({ firstParty }) => firstParty).map((component) => component.id));
  const packages = components.filter(({ firstParty }) => !firstParty);
  const ends = all.flatMap(({ edges }) => edges.map((edge) => edge.split(' ').filter((_, index) => index === 0 || index === 2)));
  const has = (isFrom: boolean, isTo: boolean): boolean =>
    ends.some(([from = '', to = '']) => from !== to && projects.has(from) === isFrom && projects.has(to) === isTo);
  const lockfiles = all.map((shown) =>
    shown.projects.filter((project) => isOwn(project.ecosystem)).map(({ lockfile }) => lockfile),
  );
  const isShared = lockfiles.some((names) => names.some((name, at) => name !== undefined && names.indexOf(name) < at));
  const uses = packages.flatMap((component) => component.uses ?? []);
  const evidence = components.flatMap(({ licenseEvidence = [] }) => licenseEvidence);
  const isAtHand = ({ concluded, licenseEvidence = [] }: Shown['components'][number]): boolean =>
    licenseEvidence.some(isOfPackage) ||
    (licenseEvidence.length === 0 && !JSON.stringify(concluded).includes('package-not-on-disk'));
  return {
    direct: has(true, false),
    full: has(false, false),
    scopes: uses.some((use) => /[ +](?:dev|test)(?: |\+|$)/.test(use)),
    hashes: packages.some(({ hashes = [] }) => hashes.length > 0),
    origins: packages.some(({ origins = [] }) => origins.length > 0),
    workspaces: has(true, true) || isShared,
    lockfile: evidence.some((item) => !isOfPackage(item)),
    manifest: components.some(({ licenseEvidence = [] }) => licenseEvidence.some(isOfPackage)),
    installed: packages.some(isAtHand),
  };
}

describe('capabilities', () => {
  it.each(ECOSYSTEMS.map((ecosystem) => [ecosystem.id, ecosystem] as const))('%s can what it claims', async (id, ecosystem) => {
    const { graph, licenses, ...others } = ecosystem.capabilities;
    const shown = capabilitiesShown(ecosystem, await shownOf(id));
    const claimed = [
      ...(graph === 'none' ? [] : [graph]),
      ...Object.entries(others).flatMap(([name, value]) => (value ? [name] : [])),
      ...licenses.filter((source) => source !== 'cache'),
    ];
    expect(claimed.filter((name) => shown[name] !== true)).toEqual([]);
    // Told apart or not, with hashes or not: what is denied must not be found either.
    const denied = (['scopes', 'hashes', 'origins'] as const).filter((name) => !others[name]);
    expect(denied.filter((name) => shown[name])).toEqual([]);
  });

  const cached = ECOSYSTEMS.filter(({ capabilities }) => capabilities.licenses.includes('cache'));
  it.each(cached.map(({ id }) => id))('%s finds packages in the cache of its tool', async (id) => {
    const examples = (PACKAGES_AT_HAND[id] ?? []).filter(({ caches }) => caches !== undefined);
    expect(examples).not.toEqual([]);
    for (const example of examples) {
      const places = await Promise.all(
        [example, { ...example, caches: {} }].map(async (item) => atHand(await scanAtHand(item), example.id)),
      );
      expect({ id: example.id, places }).toEqual({ id: example.id, places: [true, false] });
    }
  });
});

function atHand({ components }: Shown, id: string): boolean {
  const component = components.find((item) => item.id === id);
  return component !== undefined && !JSON.stringify(component.concluded).includes('package-not-on-disk');
}
