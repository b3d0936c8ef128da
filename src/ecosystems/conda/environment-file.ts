import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import {
  unreadable,
  type LockedEdge,
  type LockedPackage,
  type ReadResult,
  type ThirdPartyPackage,
} from '../../domain/read-result.ts';
import { makePurl, type Purl } from '../../domain/purl.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { indexLines } from '../formats/line-index.ts';
import { isRecord, listField, textField } from '../formats/values.ts';
import { vcsOrigin, vcsUrl } from '../formats/vcs-source.ts';
import { readYaml } from '../formats/yaml.ts';
import { condaPurl, pipPurl } from './conda-purl.ts';
import { parseMatchSpec } from './match-spec.ts';

/** Reads environment.yml files that no conda-lock.yml explains. */
export const condaEnvironmentReader: Reader = {
  id: 'conda-environment',
  version: 1,
  kind: 'manifest',
  claims: ['environment.yml', 'environment.yaml'],
  group: 'file',
  read: (group) => {
    const [file] = group.files;
    return file === undefined || group.covered.has(file.path) ? unreadable() : read(file);
  },
};

/** A dependency as an environment names it. */
export interface Asked {
  readonly text: string;
  readonly kind: 'conda' | 'pip';
}

/** The dependencies of an environment file; `pip:` is a list inside the list. */
export function askedIn(root: unknown): Asked[] {
  return (listField(root, 'dependencies') ?? []).flatMap((entry): Asked[] => {
    if (typeof entry === 'string') return [{ text: entry, kind: 'conda' }];
    const pip = listField(entry, 'pip') ?? [];
    return pip.flatMap((text) => (typeof text === 'string' ? [{ text, kind: 'pip' }] : []));
  });
}

function read(file: ClaimedFile): ReadResult {
  const { path } = file;
  const { value, problem } = readYaml(file, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const [root] = value;
  // Other programs have an environment.yml too.
  if (!isRecord(root) || listField(root, 'dependencies') === undefined) return unreadable();
  const directory = directoryOf(path);
  const name = textField(root, 'name') ?? (directory.split('/').at(-1) || '.');
  const project = {
    kind: 'first-party',
    key: 'project',
    path: directory,
    name,
    manifest: path,
    occurrences: [{ path }],
    licenses: [],
  } as const;
  const lines = indexLines(file.text(), /^\s*-\s*["']?([^"'\n]+?)["']?\s*$/);
  const packages = new Map<string, LockedPackage>([[project.key, project]]);
  const edges: LockedEdge[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const asked of askedIn(root)) {
    const line = lines.get(asked.text);
    const here = { path, ...(line !== undefined && { line }) };
    const item = asked.kind === 'conda' ? ofConda(asked.text) : ofPip(asked.text);
    if (item === undefined) {
      // `-r requirements.txt` is read by that file; `-e .` and options name no package.
      if (!/^(?:-|\.{0,2}\/|\.$)/.test(asked.text))
        diagnostics.push(diagnostic('manifest-entry-invalid', `\`${asked.text}\` is not understood`, here));
      continue;
    }
    const known = packages.get(item.key);
    packages.set(item.key, { ...item, occurrences: [...(known?.occurrences ?? []), here] });
    edges.push({
      from: project.key,
      to: item.key,
      scope: 'runtime',
      ...(item.requirement !== undefined && { requirement: item.requirement }),
    });
  }
  const hint = 'run `conda-lock` and commit conda-lock.yml';
  if (edges.length > 0)
    diagnostics.push(diagnostic('lockfile-missing', 'no lockfile says which builds are used', { path, hint }));
  return { packages: [...packages.values()], edges, diagnostics };
}

type Declared = Omit<ThirdPartyPackage, 'occurrences'>;

function ofConda(text: string): Declared | undefined {
  const spec = parseMatchSpec(text);
  const purl = spec === undefined ? undefined : condaPurl(spec);
  return purl === undefined ? undefined : toDeclared(purl, spec?.version, spec?.requirement);
}

// PEP 508 as far as an exact version needs it; `1.*` is a range, `===` and `==` are not.
function ofPip(text: string): Declared | undefined {
  const requirement = text
    .slice(0, 1000)
    .replace(/\s+#.*$/, '')
    .replace(/\s--hash.*$/, '');
  const git =
    /^(?:([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*@\s*)?git\+([^@\s#]+(?:@[^@\s#/]+\/[^@\s#]*)?)(?:@([^#\s]+))?(?:#.*egg=([\w.-]+).*|#.*)?$/.exec(
      requirement,
    );
  if (git !== null) {
    const [, before, url = '', revision, egg] = git;
    const name =
      before ??
      egg ??
      url
        .split('/')
        .at(-1)
        ?.replace(/\.git$/, '') ??
      '';
    const purl = makePurl({ type: 'pypi', name, qualifiers: { vcs_url: vcsUrl({ url, revision }) } });
    return purl === undefined
      ? undefined
      : { ...toDeclared(purl, undefined, undefined), origins: [vcsOrigin({ url, revision })] };
  }
  const match = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*([^;]*?)\s*(?:;.*)?$/.exec(requirement);
  if (match === null) return undefined;
  const [, name = '', asked = ''] = match;
  if (asked !== '' && !/^[=<>!~@(]/.test(asked)) return undefined;
  const version = /^={2,3}\s*([^\s,*]+)$/.exec(asked)?.[1];
  const purl = pipPurl(name, version);
  return purl === undefined ? undefined : toDeclared(purl, version, asked === '' ? undefined : asked);
}

function toDeclared(purl: Purl, version: string | undefined, requirement: string | undefined): Declared {
  return {
    kind: 'third-party',
    key: purl,
    purl,
    resolution: version === undefined ? 'declared' : 'locked',
    ...(version === undefined && requirement !== undefined && { requirement }),
  };
}
