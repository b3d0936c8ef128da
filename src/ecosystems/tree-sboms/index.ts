import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { baseName, directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import {
  unreadable,
  type FirstPartyPackage,
  type LockedPackage,
  type ReadResult,
  type ThirdPartyPackage,
} from '../../domain/read-result.ts';
import type { StatedPackage, StatedSbom } from '../../domain/stated-sbom.ts';
import type { Ecosystem, ReadGroup, Reader } from '../ecosystem.ts';

/** Reads the SBOMs that others left in the tree. */
const sbomReader: Reader = {
  id: 'sbom-document',
  version: 1,
  kind: 'manifest',
  claims: ['*.cdx.json', '*.cdx.xml', 'bom.json', 'bom.xml', 'sbom.json', 'sbom.xml', '*.spdx.json', '*.spdx'],
  group: 'file',
  speculative: true,
  wants: 'sbom',
  // The ones inside installed packages have readers of their own.
  read: (group) =>
    /\.dist-info\/sboms\/|(?:^|\/)vcpkg\.spdx\.json$/.test(group.files[0]?.path ?? '') ? unreadable() : read(group),
};

/** Reads the SBOMs that installed Python packages bring of what is compiled into them (PEP 770). */
const wheelReader: Reader = { ...sbomReader, id: 'sbom-of-wheel', kind: 'installed', claims: ['*.dist-info/sboms/*'], read };

function read({ files: [file], sbom }: ReadGroup): ReadResult {
  if (file === undefined || sbom === undefined) return unreadable();
  const { path } = file;
  // `bom.json` and `*.spdx` are also names of other things: only what is an SBOM can be a broken one.
  if ('problem' in sbom) return sbom.problem.code === 'sbom-format-unknown' ? unreadable() : unreadable(sbom.problem);
  if (sbom.isOwn) {
    const message = 'an SBOM that this scanner wrote repeats an earlier scan: it is not read as evidence';
    return unreadable(diagnostic('sbom-set-aside', message, { path }));
  }
  return toResult(sbom, path);
}

function toResult(sbom: StatedSbom, path: string): ReadResult {
  const project = toProject(sbom, path);
  const isOfPackage = path.includes('.dist-info/sboms/');
  // A document about one thing and nothing in it tells what that is, and not what it holds; a wheel is somebody's package.
  const isRoot = ({ isProject }: StatedPackage): boolean =>
    isProject && !isOfPackage && sbom.packages.some((item) => !item.isProject);
  const root = isOfPackage ? sbom.packages.find((item) => item.isProject)?.purl : undefined;
  const keys = new Map<string, string>();
  const packages = new Map<string, LockedPackage>([[project.key, project]]);
  let nameless = 0;
  for (const item of sbom.packages) {
    const made = isRoot(item) ? project : toPackage(item, path, project.key);
    if (made === undefined) nameless += 1;
    else {
      keys.set(item.ref, made.key);
      const bundledIn = root === undefined || root === made.key ? {} : { bundledIn: root };
      if (!packages.has(made.key)) packages.set(made.key, made.kind === 'third-party' ? { ...made, ...bundledIn } : made);
    }
  }
  const edges = sbom.edges.flatMap(({ from, to, scope }) => {
    const [source, target] = [keys.get(from), keys.get(to)];
    return source === undefined || target === undefined || source === target ? [] : [{ from: source, to: target, scope }];
  });
  const diagnostics: Diagnostic[] = [...sbom.diagnostics];
  if (nameless > 0) {
    const message = `${nameless} components of it have no package URL, and no name and version to make one of`;
    diagnostics.push(diagnostic('sbom-content-unused', message, { path }));
  }
  return { packages: [...packages.values()], edges, diagnostics };
}

function toProject({ name, format }: StatedSbom, path: string): FirstPartyPackage {
  return {
    kind: 'first-party',
    key: `sbom ${path}`,
    path: directoryOf(path),
    name: name ?? baseName(path),
    description: `what an SBOM in the tree is about (${format})`,
    lockfile: path,
    occurrences: [{ path }],
    licenses: [],
  };
}

function toPackage(item: StatedPackage, path: string, project: string): ThirdPartyPackage | undefined {
  const { name, version, line, type, licenses } = item;
  const purl = item.purl ?? (version === undefined ? undefined : makePurl({ type: 'generic', name, version }));
  if (purl === undefined || type === 'file') return undefined;
  const lines = line === undefined ? {} : { lines: [line, line] as const };
  return {
    kind: 'third-party',
    key: purl,
    purl,
    name,
    type,
    resolution: version === undefined ? 'declared' : 'locked',
    ...(item.description !== undefined && { description: item.description }),
    occurrences: [{ path, ...(line !== undefined && { line }) }],
    hashes: item.hashes,
    origins: item.origins,
    licenses: licenses.map((license) => ({ method: 'sbom', ...license, location: { root: 'tree', path, ...lines } })),
    stated: { project, scopes: [item.scope ?? 'unknown'] },
  };
}

/** SBOMs that lie in the tree: what nothing else in it says is inventoried with the document as evidence. */
export const sbom: Ecosystem = {
  id: 'sbom',
  title: 'SBOMs in the tree (CycloneDX, SPDX)',
  purlTypes: [],
  readers: [sbomReader, wheelReader],
  capabilities: { graph: 'full', scopes: true, hashes: true, origins: true, workspaces: false, licenses: ['lockfile'] },
};
