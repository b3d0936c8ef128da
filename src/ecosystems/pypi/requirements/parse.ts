import { fileIdentity } from '../file-identity.ts';
import { isName } from '../names.ts';
import { parseRequirement, type Requirement } from '../requirement.ts';
import { urlSource, type PypiSource } from '../source.ts';
import { toLogicalLines, type LogicalLine } from './logical-lines.ts';

export type RequirementsEntry =
  | {
      readonly kind: 'requirement';
      readonly requirement: Requirement;
      readonly hashes: readonly string[];
      readonly at: LogicalLine;
    }
  /** A URL, a repository, a directory or an archive; the name is what it can be known by. */
  | {
      readonly kind: 'location';
      readonly name?: string;
      readonly version?: string;
      readonly source: PypiSource;
      readonly hashes: readonly string[];
      readonly at: LogicalLine;
    }
  | { readonly kind: 'include'; readonly path: string; readonly at: LogicalLine }
  | { readonly kind: 'index'; readonly url: string }
  | { readonly kind: 'invalid'; readonly at: LogicalLine };

/** Parses a requirements file (pip.pypa.io/en/stable/reference/requirements-file-format). */
export function parseRequirements(text: string): readonly RequirementsEntry[] {
  return toLogicalLines(text).flatMap((line) => {
    const entry = toEntry(line);
    return entry === undefined ? [] : [entry];
  });
}

// Options that take a value and add no package
const SETTINGS =
  /^(?:-c|--constraint|-f|--find-links|--extra-index-url|--no-index|--pre|--prefer-binary|--require-hashes|--only-binary|--no-binary|--trusted-host|--use-feature|--no-deps)(?:[\s=]|$)/;

function toEntry(at: LogicalLine): RequirementsEntry | undefined {
  const { text } = at;
  const include = /^(?:-r\s*|--requirements?[\s=]\s*)(\S.*)$/.exec(text)?.[1];
  if (include !== undefined) return { kind: 'include', path: unquote(include), at };
  const index = /^(?:-i\s*|--(?:pypi|index)-url[\s=]\s*)(\S+)$/.exec(text)?.[1];
  if (index !== undefined) return { kind: 'index', url: unquote(index) };
  if (SETTINGS.test(text) || /^-[cf]\S/.test(text)) return undefined;
  const editable = /^(?:-e\s*|--editable[\s=]\s*)(\S.*)$/.exec(text)?.[1];
  if (editable !== undefined) return toLocation(unquote(editable), [], at);
  if (text.startsWith('-')) return { kind: 'invalid', at };
  const hashes = [...text.matchAll(/\s--hash[=\s]\s*([a-z0-9]+:[0-9a-f]+)/gi)].map((match) => match[1] ?? '');
  const bare = text.replace(/\s--?[a-z][\w-]*(?:[=\s].*)?$/is, '').trim();
  const requirement = parseRequirement(bare);
  if (requirement !== undefined && !isPath(bare)) return { kind: 'requirement', requirement, hashes, at };
  return isLocation(bare) ? toLocation(bare, hashes, at) : { kind: 'invalid', at };
}

function isPath(text: string): boolean {
  return /^\.{1,2}(?:[\\/[]|$)/.test(text) || /\.(?:whl|zip|tar\.gz|tgz|tar\.bz2)$/i.test(text);
}

function isLocation(text: string): boolean {
  return isPath(text) || /^[a-z][a-z0-9+.-]*:/i.test(text) || /^[^\s;=<>~!,]*[\\/]/.test(text);
}

function toLocation(written: string, hashes: readonly string[], at: LogicalLine): RequirementsEntry {
  const named = parseRequirement(written);
  if (named?.url !== undefined) return { kind: 'requirement', requirement: named, hashes, at };
  const place = written.replace(/\s+;.*$/s, '').replace(/(?<=[^\]])\[[^\]]*\]$/, '');
  const egg = /[#&]egg=([\w.-]+)/.exec(place)?.[1];
  const file = fileIdentity(place);
  const name = egg ?? file?.name;
  // `#sha256=…` of a direct URL is a hash of that very file
  const inUrl = /[#&](sha256|sha512|sha384|sha1|md5)=([0-9a-f]+)/i.exec(place);
  return {
    kind: 'location',
    ...(name !== undefined && isName(name) && { name }),
    ...(file?.version !== undefined && { version: file.version }),
    source: urlSource(place),
    hashes: inUrl === null ? hashes : [...hashes, `${inUrl[1] ?? ''}:${inUrl[2] ?? ''}`],
    at,
  };
}

function unquote(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/s, '$2');
}
