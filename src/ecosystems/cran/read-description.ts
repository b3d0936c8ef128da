import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import type { LockedEdge, LockedPackage, ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { readableFiles } from '../formats/sibling.ts';
import { BASE_PACKAGES, parseDependencies, readDescription, type DescriptionFields } from './description.ts';
import { DEPENDENCY_FIELDS, licenseField, toRProject } from './project.ts';

/** Reads DESCRIPTION files: of installed packages, and of packages of the repository that no renv.lock explains. */
export const descriptionReader: Reader = {
  id: 'r-description',
  version: 1,
  kind: 'manifest',
  claims: ['DESCRIPTION'],
  group: 'tree',
  read,
};

interface Found {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly fields: DescriptionFields;
}

function read(group: ReadGroup): ReadResult {
  const problems: Diagnostic[] = [];
  const open = group.files.filter(({ path }) => !group.covered.has(path));
  const found = readableFiles(open, group.fs, problems).flatMap((file): Found[] => {
    const fields = readDescription(file.text());
    const [name, version] = [fields.get('Package'), fields.get('Version')];
    // Other programs have a DESCRIPTION too.
    return name === undefined || version === undefined ? [] : [{ path: file.path, name, version, fields }];
  });
  const libraries = new Set(found.filter(isBuilt).map(({ path }) => directoryOf(directoryOf(path))));
  const isInstalled = (item: Found): boolean =>
    isBuilt(item) || (item.path.includes('/') && libraries.has(directoryOf(directoryOf(item.path))));
  const results = [readInstalled(found.filter(isInstalled)), readProjects(found.filter((item) => !isInstalled(item)))];
  const packages = new Map(results.flatMap((result) => result.packages).map((item) => [item.key, item]));
  return {
    packages: [...packages.values()],
    edges: results.flatMap((result) => result.edges),
    diagnostics: [...problems, ...results.flatMap((result) => result.diagnostics)],
  };
}

// `R CMD INSTALL` writes Built, `R CMD build` writes Packaged, CRAN writes Repository. A folder with one package that
// was installed is a library, and so are the folders beside it.
function isBuilt({ fields }: Found): boolean {
  return ['Built', 'Packaged', 'Repository'].some((field) => fields.get(field) !== undefined);
}

function readInstalled(found: readonly Found[]): { packages: LockedPackage[]; edges: LockedEdge[]; diagnostics: Diagnostic[] } {
  const packages: LockedPackage[] = [];
  const diagnostics: Diagnostic[] = [];
  const keyOf = new Map<string, string>();
  const base = found.filter(({ fields }) => fields.get('Priority') === 'base');
  const own = found.filter(({ fields }) => fields.get('Priority') !== 'base');
  for (const { path, name, version, fields } of own) {
    const purl = makePurl({ type: 'cran', name, version });
    if (purl === undefined) {
      diagnostics.push(diagnostic('manifest-entry-invalid', `\`${name}\` has no valid package URL`, { path, line: 1 }));
      continue;
    }
    const title = fields.get('Title');
    keyOf.set(`${directoryOf(directoryOf(path))}\n${name}`, path);
    packages.push({
      kind: 'third-party',
      key: path,
      purl,
      resolution: 'installed',
      ...(title !== undefined && { description: title }),
      occurrences: [{ path, line: fields.line('Package') ?? 1 }],
      licenses: licenseField(fields, path),
      installed: [{ root: 'tree', path: directoryOf(path), format: 'directory' }],
    });
  }
  const edges = own.flatMap(({ path, fields }) =>
    ['Depends', 'Imports', 'LinkingTo']
      .flatMap((field) => parseDependencies(fields.get(field)))
      .flatMap(({ name, requirement }) => {
        const to = keyOf.get(`${directoryOf(directoryOf(path))}\n${name}`);
        return to === undefined || to === path
          ? []
          : [{ from: path, to, scope: 'runtime' as const, ...(requirement !== undefined && { requirement }) }];
      }),
  );
  const [first] = base;
  if (first !== undefined)
    diagnostics.push(
      diagnostic('toolchain-part', `${base.length} packages are those of R itself: ${base.map(({ name }) => name).join(', ')}`, {
        path: first.path,
      }),
    );
  const known = new Set(packages.map((item) => item.key));
  return { packages, edges: edges.filter((edge) => known.has(edge.from)), diagnostics };
}

function readProjects(found: readonly Found[]): { packages: LockedPackage[]; edges: LockedEdge[]; diagnostics: Diagnostic[] } {
  const packages = new Map<string, LockedPackage>();
  const edges: LockedEdge[] = [];
  const own = new Map<string, string>();
  for (const { path, name, fields } of found) {
    const project = toRProject(directoryOf(path), path, fields);
    packages.set(project.key, project);
    own.set(name, project.key);
  }
  for (const { path, fields } of found) {
    const from = `project ${directoryOf(path)}`;
    for (const { field, scope } of DEPENDENCY_FIELDS) {
      for (const { name, requirement } of parseDependencies(fields.get(field))) {
        const local = own.get(name);
        const purl = makePurl({ type: 'cran', name });
        if (BASE_PACKAGES.has(name) || purl === undefined || local === from) continue;
        const asked = requirement !== undefined && { requirement };
        edges.push({ from, to: local ?? purl, scope, ...asked });
        if (local !== undefined) continue;
        const known = packages.get(purl);
        const line = fields.line(field);
        const occurrences = [...(known?.occurrences ?? []), { path, ...(line !== undefined && { line }) }];
        packages.set(purl, { kind: 'third-party', key: purl, purl, resolution: 'declared', ...asked, occurrences });
      }
    }
  }
  const unlocked = new Set(edges.filter(({ to }) => packages.get(to)?.kind === 'third-party').map(({ from }) => from));
  const hint = 'run `renv::snapshot()` and commit renv.lock';
  const diagnostics = [...packages.values()]
    .filter(({ key }) => unlocked.has(key))
    .map(({ occurrences: [at] }) => diagnostic('lockfile-missing', 'no renv.lock says which versions are used', { ...at, hint }));
  return { packages: [...packages.values()], edges, diagnostics };
}
