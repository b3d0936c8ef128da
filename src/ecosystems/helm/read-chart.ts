import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName } from '../../domain/path.ts';
import { unreadable, type FirstPartyPackage, type ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { recordField, textField } from '../formats/values.ts';
import { isLocalChart, readChartFile, type ChartDependency, type ChartFile } from './chart.ts';
import { toChartPackage } from './chart-package.ts';
import { chartLockDigest } from './lock-digest.ts';

/** Reads a chart with its lockfile: Chart.yaml and Chart.lock, before Helm 3 requirements.yaml and requirements.lock. */
export const helmReader: Reader = {
  id: 'helm-chart',
  version: 1,
  kind: 'lockfile',
  claims: ['Chart.yaml', 'Chart.lock', 'requirements.yaml', 'requirements.lock'],
  group: 'directory',
  read,
};

function read(group: ReadGroup): ReadResult {
  const { root } = group;
  const diagnostics: Diagnostic[] = [];
  const { chart, requests, lock } = readFiles(group, diagnostics);
  const main = chart ?? lock;
  if (main === undefined) return unreadable(...diagnostics, ...strayRequests(group));
  const asked = requests?.dependencies ?? [];
  const locked = lock?.dependencies ?? [];
  const add = (dependency: ChartDependency, file: ChartFile, request: ChartDependency | undefined): NamedPackage[] => {
    const item = toChartPackage(dependency, { file, root, isLocked: file === lock });
    if (!('code' in item)) return [{ item, scope: request?.scope ?? 'runtime', requirement: request?.version }];
    diagnostics.push(item);
    return [];
  };
  const lockedNames = new Set(locked.map(({ name }) => name));
  const requestOf = new Map(asked.toReversed().map((request) => [request.name, request]));
  const open = asked.filter(({ name }) => !lockedNames.has(name));
  const named = [
    ...(lock === undefined ? [] : locked.flatMap((dependency) => add(dependency, lock, requestOf.get(dependency.name)))),
    ...open.flatMap((dependency) => add(dependency, requests ?? main, dependency)),
  ];
  const missing = open.find((dependency) => !isLocalChart(dependency));
  if (missing !== undefined && lock === undefined) {
    const hint = 'run `helm dependency update` and commit Chart.lock';
    diagnostics.push(
      diagnostic('lockfile-missing', 'this chart depends on others and has no lockfile', { path: main.path, hint }),
    );
  }
  const stale = lock === undefined ? undefined : staleness(chart, requests, lock);
  if (stale !== undefined) diagnostics.push(stale);
  const project = toProject(root, chart, lock);
  const result = namedByProject(project, named, diagnostics);
  return {
    ...(result.packages.length === 0 ? { ...result, packages: [project] } : result),
    ...(stale !== undefined && lock !== undefined && { stale: [{ path: lock.path, reason: stale.message }] }),
  };
}

// As `helm dependency build` sees it, which refuses a lockfile with another digest. Charts of Helm 2 have another one.
function staleness(chart: ChartFile | undefined, requests: ChartFile | undefined, lock: ChartFile): Diagnostic | undefined {
  const locked = new Set(lock.dependencies.map(({ name }) => name));
  const missing = requests?.dependencies.find((dependency) => !locked.has(dependency.name) && !isLocalChart(dependency));
  if (missing !== undefined) {
    const line = requests?.lines.get(missing.name)?.[0]?.line;
    const message = `\`${missing.name}\` is declared, and ${lock.path} does not hold it`;
    return diagnostic('lockfile-stale', message, { path: requests?.path, line });
  }
  const digest = textField(lock.document, 'digest');
  if (chart === undefined || textField(chart.document, 'apiVersion') !== 'v2' || !/^sha256:[0-9a-f]{64}$/.test(digest ?? ''))
    return undefined;
  const current = chartLockDigest(chart.document, lock.document);
  if (current === undefined || current === digest) return undefined;
  return diagnostic('lockfile-hash-differs', `its digest is not that of ${chart.path}`, { path: lock.path });
}

// Other programs have a requirements.yaml too, Ansible for one.
function strayRequests({ files }: ReadGroup): Diagnostic[] {
  const stray = files.find(({ path }) => baseName(path) === 'requirements.yaml');
  const message = 'there is no Chart.yaml beside it, so it is not that of a Helm chart; it was not read';
  return stray === undefined ? [] : [diagnostic('format-unsupported', message, { path: stray.path })];
}

interface ChartFiles {
  readonly chart: ChartFile | undefined;
  /** The file that names the dependencies. */
  readonly requests: ChartFile | undefined;
  readonly lock: ChartFile | undefined;
}

function readFiles({ root, files, fs }: ReadGroup, diagnostics: Diagnostic[]): ChartFiles {
  const claimed = (name: string): ChartFile | undefined => {
    const file = files.find(({ path }) => baseName(path) === name);
    return file === undefined ? undefined : readChartFile(file, diagnostics);
  };
  const chart = claimed('Chart.yaml');
  const beside = siblingFile(fs, pathIn(root, 'requirements.yaml'), diagnostics);
  const isLegacy = beside !== undefined && files.some(({ path }) => baseName(path).startsWith('Chart.'));
  const legacy = isLegacy ? readChartFile(beside, diagnostics) : undefined;
  // A requirements.lock without a chart is a lockfile of Python.
  const lock = claimed('Chart.lock') ?? (isLegacy ? claimed('requirements.lock') : undefined);
  return { chart, lock, requests: chart === undefined || chart.dependencies.length === 0 ? (legacy ?? chart) : chart };
}

function toProject(root: string, chart: ChartFile | undefined, lock: ChartFile | undefined): FirstPartyPackage {
  const document = chart?.document;
  const [name, version, description] = ['name', 'version', 'description'].map((key) => textField(document, key));
  const manifest = chart?.path;
  // The annotation that Artifact Hub defines for the license of a chart.
  const license = textField(recordField(document, 'annotations'), 'artifacthub.io/license');
  const line = license === undefined ? undefined : chart?.lines.get(license)?.[0]?.line;
  return {
    kind: 'first-party',
    key: `chart ${root}`,
    path: root,
    name: name ?? (root === '' ? '.' : baseName(root)),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(manifest !== undefined && { manifest }),
    ...(lock !== undefined && { lockfile: lock.path }),
    type: 'application',
    occurrences: [{ path: manifest ?? lock?.path ?? root }],
    licenses:
      license === undefined || manifest === undefined
        ? []
        : [
            {
              method: 'manifest-field',
              raw: license,
              location: { root: 'tree', path: manifest, ...(line !== undefined && { lines: [line, line] as const }) },
            },
          ],
  };
}
