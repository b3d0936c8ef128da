import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { by, byCodeUnit } from '../../domain/order.ts';
import { directoryOf } from '../../domain/path.ts';
import type { LockedEdge, LockedPackage, ReadResult, ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { directoryProject } from '../formats/named-packages.ts';
import { toCopy } from './copy.ts';
import { findFolders } from './folders.ts';
import { owningProjects } from './owner.ts';
import { toScript } from './script.ts';

/** Copies of other people's code in the tree: folders with a license or a description, and scripts with a banner. */
export function readVendored(group: ReadGroup): ReadResult {
  const { folders, unidentified } = findFolders(group);
  const ownerOf = owningProjects(group.paths);
  const found: { readonly item: ThirdPartyPackage; readonly owner: string }[] = [];
  for (const folder of folders) found.push({ item: toCopy(folder, group.fs), owner: ownerOf(directoryOf(folder.root)) });
  for (const file of group.files) {
    if (!/\.min\.(?:js|css)$/.test(file.path)) continue;
    const item = toScript(file, group.fs);
    if (item !== undefined) found.push({ item, owner: ownerOf(directoryOf(file.path)) });
  }
  return { ...toGraph(found), diagnostics: unidentified.toSorted(byCodeUnit).map(describeUnidentified) };
}

function toGraph(found: readonly { item: ThirdPartyPackage; owner: string }[]): Pick<ReadResult, 'packages' | 'edges'> {
  const packages = new Map<string, LockedPackage>();
  const edges = new Map<string, LockedEdge>();
  for (const { item, owner } of found.toSorted(by(({ item }) => item.occurrences[0]?.path ?? ''))) {
    const project = directoryProject(owner);
    packages.set(project.key, packages.get(project.key) ?? { ...project, occurrences: [] });
    const known = packages.get(item.key);
    packages.set(item.key, known?.kind === 'third-party' ? joined(known, item) : item);
    edges.set(`${project.key}\n${item.key}`, { from: project.key, to: item.key, scope: 'runtime' });
  }
  return { packages: [...packages.values()], edges: [...edges.values()] };
}

/** Two copies of one version are one component in two places. */
function joined(first: ThirdPartyPackage, second: ThirdPartyPackage): ThirdPartyPackage {
  return {
    ...first,
    occurrences: [...first.occurrences, ...second.occurrences],
    installed: [...(first.installed ?? []), ...(second.installed ?? [])],
    licenses: [...(first.licenses ?? []), ...(second.licenses ?? [])],
  };
}

// Without a path: it is a folder, and what a diagnostic names counts as a file that was read.
function describeUnidentified(folder: string): Diagnostic {
  return diagnostic('vendored-unidentified', `nothing in \`${folder}/\` says what it is or what license it is under`);
}
