import { makePurl, type Purl } from '../../domain/purl.ts';
import { parseRepositoryUrl } from '../formats/repository-url.ts';
import { vcsUrl, withoutCredentials } from '../formats/source-url.ts';

/** One line of a Cartfile or Cartfile.resolved (github.com/Carthage/Carthage Documentation/Artifacts.md). */
export interface CartfileEntry {
  readonly kind: 'github' | 'git' | 'binary';
  readonly location: string;
  /** The version of a resolved line, the requirement of another. */
  readonly detail: string;
  readonly line: number;
}

export interface Cartfile {
  readonly entries: readonly CartfileEntry[];
  readonly badLines: readonly number[];
}

export function parseCartfile(lines: readonly string[]): Cartfile {
  const entries: CartfileEntry[] = [];
  const badLines: number[] = [];
  for (const [index, content] of lines.entries()) {
    const text = content.trim();
    if (text === '' || text.startsWith('#')) continue;
    const [, kind, location, detail = ''] = /^(github|git|binary)\s+"([^"]+)"\s*(.*?)\s*(?:#.*)?$/.exec(text) ?? [];
    if (kind === undefined || location === undefined) badLines.push(index + 1);
    else
      entries.push({ kind: kind as CartfileEntry['kind'], location, detail: detail.replaceAll('"', '').trim(), line: index + 1 });
  }
  return { entries, badLines };
}

/** What a line names, whatever version: `github "owner/name"` and its URL are one. */
export function entryKey({ kind, location }: CartfileEntry): string {
  const repository = kind === 'binary' ? undefined : repositoryOf(location);
  return repository === undefined ? `${kind}:${location}` : repository.segments.join('/').toLowerCase() + `@${repository.host}`;
}

/** Carthage has no purl type: what is on GitHub is `pkg:github`, all else generic with its place. */
export function entryPurl(entry: CartfileEntry, version: string | undefined): Purl | undefined {
  const { kind, location } = entry;
  const repository = kind === 'binary' ? undefined : repositoryOf(location);
  const name = repository?.segments.at(-1) ?? location.slice(location.lastIndexOf('/') + 1).replace(/\.json$/, '');
  if (repository?.host === 'github.com' && repository.segments.length === 2) {
    return makePurl({ type: 'github', namespace: repository.segments[0], name, version });
  }
  const binary = /^https?:/i.test(location) ? { download_url: withoutCredentials(location) } : {};
  const qualifiers = kind === 'binary' ? binary : { vcs_url: vcsUrl(location, version) };
  return makePurl({ type: 'generic', name, version, qualifiers });
}

export function entryUrl({ kind, location }: CartfileEntry): string {
  return kind === 'github' && /^[\w.-]+\/[\w.-]+$/.test(location) ? `https://github.com/${location}.git` : location;
}

function repositoryOf(location: string): ReturnType<typeof parseRepositoryUrl> {
  if (/^[\w.-]+\/[\w.-]+$/.test(location)) return { host: 'github.com', segments: location.replace(/\.git$/, '').split('/') };
  return parseRepositoryUrl(location);
}
