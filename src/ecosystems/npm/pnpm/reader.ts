import { diagnostic, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { FirstPartyPackage, ReadResult } from '../../../domain/read-result.ts';
import { unreadable } from '../../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader, UnsupportedFile } from '../../ecosystem.ts';
import { field, isRecord, recordField, textField, type UnknownRecord } from '../../formats/values.ts';
import { readYaml } from '../../formats/yaml.ts';
import { dependencyMaps } from '../locks/dependency-map.ts';
import { lockGraph, type LockGraph } from '../locks/lock-graph.ts';
import { explainedManifests, memberManifest, toMember } from '../locks/member.ts';
import { scanYamlKeyLines } from '../locks/yaml-key-lines.ts';
import { importersOf, isEnvironment, keyFormatOf, type PnpmDocument } from './document.ts';
import { addDocument } from './graph.ts';
import { readImporters, type Importer } from './importers.ts';
import { staleReason, type StaleFinding } from './stale.ts';
import { readWorkspaceFile } from './workspace-file.ts';

/** pnpm-lock.yaml of pnpm 3 to 11 (lockfile 5.x, 6.x, 9.x). */
export const pnpmLock: Reader = {
  id: 'npm-pnpm-lock',
  version: 1,
  kind: 'lockfile',
  claims: ['pnpm-lock.yaml'],
  group: 'file',
  read: readPnpmLock,
};

export const PNPM_UNSUPPORTED: readonly UnsupportedFile[] = [
  {
    claim: 'shrinkwrap.yaml',
    reason: 'shrinkwrap.yaml is the lockfile of pnpm 1 and 2',
    hint: 'run `pnpm install --lockfile-only` with pnpm 6 or later',
  },
];

export function readPnpmLock(group: ReadGroup): ReadResult {
  const file = group.files[0];
  if (file === undefined) return unreadable();
  const tolerated: Diagnostic[] = [];
  const decoded = readYaml(file, 'lockfile-unparsable', tolerated);
  if (decoded.problem !== undefined) return unreadable(decoded.problem);
  const graph = lockGraph(file.path);
  const lines = scanYamlKeyLines(file.text());
  const stale: StaleFinding[] = [];
  for (const [index, root] of decoded.value.filter((value) => value !== null && value !== '').entries()) {
    const document = toDocument({ file, group, root, lines: lines[index], index });
    if ('problem' in document) graph.report(document.problem.code, document.problem.message, document.problem.line);
    else if (index === 0 && decoded.value.length > 1 && isEnvironment(document.root)) readEnvironment(graph, document);
    else {
      const cut = cutOff(document.root, document.format);
      if (cut !== undefined) graph.report('lockfile-unparsable', cut, document.lines?.line('lockfileVersion') ?? 1);
      const importers = readProject(graph, document);
      stale.push(...importers.flatMap((importer) => staleReason(document, importer)));
    }
  }
  const found = graph.finish();
  const result = {
    ...found,
    diagnostics: [...tolerated, ...found.diagnostics],
    covers: explainedManifests(found.packages, (key) => /^(?:\d+ )?link /.test(key)),
  };
  if (stale.length === 0) return result;
  return {
    ...result,
    diagnostics: [
      ...result.diagnostics,
      ...stale.map(({ manifest, line, reason }) => diagnostic('lockfile-stale', reason, { path: manifest, line })),
    ],
    stale: [{ path: file.path, reason: stale[0]?.reason ?? '' }],
  };
}

type DocumentProblem = {
  problem: { code: 'lockfile-unparsable' | 'lockfile-version-unsupported'; message: string; line: number };
};

function toDocument(input: {
  file: ClaimedFile;
  group: ReadGroup;
  root: unknown;
  lines: PnpmDocument['lines'];
  index: number;
}): PnpmDocument | DocumentProblem {
  const { file, group, root, lines, index } = input;
  if (!isRecord(root)) return { problem: { code: 'lockfile-unparsable', message: 'expected a map at the top', line: 1 } };
  const format = keyFormatOf(root);
  const line = lines?.line('lockfileVersion') ?? 1;
  if (format === undefined) return { problem: versionProblem(root, line) };
  return {
    format,
    root,
    lines,
    prefix: index === 0 ? '' : `${index} `,
    path: file.path,
    directory: group.root,
    fs: group.fs,
    pairs: dependencyMaps(),
    workspacePatches: recordField(readWorkspaceFile(group.fs, group.root), 'patchedDependencies'),
  };
}

function versionProblem(root: UnknownRecord, line: number): DocumentProblem['problem'] {
  const version = textField(root, 'lockfileVersion');
  if (version === undefined) return { code: 'lockfile-unparsable', message: 'no `lockfileVersion`', line };
  return {
    code: 'lockfile-version-unsupported',
    message: `pnpm lockfile version \`${version}\` is not one of those that are read (5.x, 6.x, 9.x)`,
    line,
  };
}

/** A truncated YAML file is often valid YAML: projects use packages, and the section with the packages is not there. */
function cutOff(root: UnknownRecord, format: number): string | undefined {
  const section = format === 9 ? 'snapshots' : 'packages';
  if (field(root, section) !== undefined && field(root, section) !== 'null') return undefined;
  const importers = Object.values(recordField(root, 'importers') ?? { '.': root });
  const usesPackages = importers.some((importer) =>
    ['dependencies', 'devDependencies', 'optionalDependencies'].some((map) =>
      Object.values(recordField(importer, map) ?? {}).some((use) => {
        const reference = typeof use === 'string' ? use : textField(use, 'version');
        return reference !== undefined && !reference.startsWith('link:');
      }),
    ),
  );
  return usesPackages ? `the file ends before \`${section}\`` : undefined;
}

function readProject(graph: LockGraph, document: PnpmDocument): readonly Importer[] {
  const importers = readImporters(document, false);
  const projects = importers.map((importer) => [importer, projectOf(document, importer)] as const);
  addDocument(graph, document, projects);
  return importers;
}

function projectOf(document: PnpmDocument, { key, path, line, manifest }: Importer): FirstPartyPackage {
  return toMember({ key, path, lockfile: document.path, line }, manifest);
}

/**
 * The environment document locks pnpm itself and its config dependencies. It counts when the manifest asks for that
 * (`packageManager`, `devEngines.packageManager`) or when it holds config dependencies; it is tooling, for development only.
 */
function readEnvironment(graph: LockGraph, document: PnpmDocument): void {
  const importers = readImporters(document, true);
  const manifest = memberManifest(document.fs, document.directory)?.source;
  const wanted =
    field(manifest, 'packageManager') !== undefined ||
    field(field(manifest, 'devEngines'), 'packageManager') !== undefined ||
    importersOf(document.root).some(([, importer]) => Object.keys(recordField(importer, 'configDependencies') ?? {}).length > 0);
  if (!wanted) {
    graph.report('lockfile-part-unused', 'the environment document locks a package manager that no manifest here asks for', 1);
    return;
  }
  const role = { role: 'tooling', reason: 'the environment document of pnpm, which locks pnpm itself' } as const;
  addDocument(
    graph,
    document,
    importers.map((importer) => [
      importer,
      {
        ...toMember({ key: importer.key, path: importer.path, lockfile: document.path, name: 'pnpm-environment' }, undefined),
        role,
      },
    ]),
  );
}
