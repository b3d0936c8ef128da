import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import {
  unreadable,
  type FirstPartyPackage,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
} from '../../domain/read-result.ts';
import type { ClaimedFile, ReadGroup, Reader } from '../ecosystem.ts';
import { readableFiles } from '../formats/sibling.ts';
import { valueLines } from '../formats/value-lines.ts';
import { field, isRecord, listField, recordField, textField } from '../formats/values.ts';
import { readYaml } from '../formats/yaml.ts';
import { fieldLicense, licenseTag } from './license-tag.ts';

/** Reads the core files of FuseSoC (CAPI 2): a core each, and the cores that it depends on, those of the tree among them. */
export const fusesocReader: Reader = {
  id: 'fusesoc-core',
  version: 1,
  kind: 'manifest',
  claims: ['*.core'],
  group: 'tree',
  speculative: true,
  read,
};

interface Core {
  readonly project: FirstPartyPackage;
  readonly uses: readonly { readonly text: string; readonly line?: number }[];
}

function read({ files, fs }: ReadGroup): ReadResult {
  const diagnostics: Diagnostic[] = [];
  const cores = readableFiles(files, fs, diagnostics).flatMap((file) => readCore(file, diagnostics) ?? []);
  const byName = new Map(cores.map(({ project }) => [project.name, project.key]));
  const packages = new Map<string, LockedPackage>(cores.map(({ project }) => [project.key, project]));
  const edges: LockedEdge[] = [];
  for (const { project, uses } of cores)
    for (const { text, line } of uses) {
      const wanted = parseName(text);
      const where = { path: project.manifest ?? '', ...(line !== undefined && { line }) };
      if (wanted === undefined) {
        diagnostics.push(diagnostic('manifest-entry-invalid', `\`${text.slice(0, 200)}\` is no name of a core`, where));
        continue;
      }
      const own = byName.get(wanted.name);
      const key = own ?? addCore(packages, wanted, where);
      if (key !== undefined && key !== project.key)
        edges.push({
          from: project.key,
          to: key,
          scope: 'runtime',
          ...(wanted.requirement !== '' && { requirement: wanted.requirement }),
        });
    }
  if (packages.size === 0 && diagnostics.length === 0) return unreadable();
  return { packages: [...packages.values()], edges, diagnostics };
}

function addCore(
  packages: Map<string, LockedPackage>,
  wanted: CoreName,
  where: { path: string; line?: number },
): string | undefined {
  const { vendor, library, core, version, exact } = wanted;
  const namespace = ['fusesoc', vendor, library].filter((part) => part !== '').join('/');
  const purl = makePurl({ type: 'generic', namespace, name: core, ...(exact && { version }) });
  if (purl === undefined) return undefined;
  const known = packages.get(purl);
  packages.set(purl, {
    kind: 'third-party',
    key: purl,
    purl,
    name: wanted.name,
    type: 'device',
    resolution: exact ? 'locked' : 'declared',
    occurrences: [...(known?.occurrences ?? []), where],
    ...(!exact && wanted.requirement !== '' && { requirement: wanted.requirement }),
  });
  return purl;
}

function readCore(file: ClaimedFile, diagnostics: Diagnostic[]): Core | undefined {
  const { path } = file;
  const text = file.text();
  // `core` is also what a process leaves behind, and what others call their settings
  if (!/^CAPI=2:/m.test(text.slice(0, 4000))) return undefined;
  const body = text.replace(/^(\s*)CAPI=2:/m, '$1#APIs=2');
  const { value, problem } = readYaml({ ...file, text: () => body }, 'manifest-unparsable');
  if (problem !== undefined) {
    diagnostics.push(problem);
    return undefined;
  }
  const root = value.find(isRecord);
  const named = parseName(textField(root, 'name') ?? '');
  if (root === undefined || named === undefined) {
    diagnostics.push(diagnostic('manifest-entry-invalid', 'the core has no name', { path, line: 1 }));
    return undefined;
  }
  const lines = valueLines(text, /name|license|depend|description/);
  const description = textField(root, 'description');
  const license = textField(root, 'license');
  const tag = licenseTag(path, text);
  return {
    project: {
      kind: 'first-party',
      key: path,
      path: directoryOf(path),
      name: named.name,
      ...(named.version !== '' && { version: named.version }),
      ...(description !== undefined && { description }),
      type: 'device',
      manifest: path,
      occurrences: [{ path }],
      licenses:
        license === undefined ? (tag === undefined ? [] : [tag]) : fieldLicense(path, license, lines.get(license)?.[0]?.line),
    },
    uses: usesOf(root).map((use) => {
      const at = text.indexOf(use);
      return { text: use, ...(at !== -1 && { line: text.slice(0, at).split('\n').length }) };
    }),
  };
}

// `filesets: { rtl: { depend: [">=vendor:lib:core:1.0", "flag ? (vendor:lib:other)"] } }`
function usesOf(root: unknown): string[] {
  const sets = Object.values(recordField(root, 'filesets') ?? {}).flatMap((set) => [
    ...(listField(set, 'depend') ?? []),
    ...(listField(field(set, 'depend'), 'depend') ?? []),
  ]);
  const texts = sets.filter((item): item is string => typeof item === 'string');
  return [
    ...new Set(
      texts.flatMap((text) => /^!?\w+\s*\?\s*\(([^()]*)\)$/.exec(text.trim())?.[1]?.trim().split(/\s+/) ?? [text.trim()]),
    ),
  ];
}

interface CoreName {
  /** `vendor:library:core`. */
  readonly name: string;
  readonly vendor: string;
  readonly library: string;
  readonly core: string;
  readonly version: string;
  readonly exact: boolean;
  readonly requirement: string;
}

/** VLNV: `vendor:library:name:version-revision`, the first two and the last may be left out; a relation may stand in front. */
function parseName(text: string): CoreName | undefined {
  const [, relation = '', rest = ''] = /^\s*(>=|<=|=|>|<|~|\^)?\s*(\S+)\s*$/.exec(text.slice(0, 500)) ?? [];
  const parts = rest.split(':');
  if (rest === '' || parts.length > 4 || (parts.length === 3 && parts[2] === '')) return undefined;
  const [vendor = '', library = '', core = '', version = ''] = parts.length === 1 ? ['', '', rest] : parts;
  if (!/^[\w.-]+$/.test(core)) return undefined;
  const name = [vendor, library, core].join(':');
  return {
    name,
    vendor,
    library,
    core,
    version,
    exact: version !== '' && (relation === '' || relation === '='),
    requirement: version === '' ? '' : `${relation}${version}`,
  };
}
