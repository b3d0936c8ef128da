import type { UnknownRecord } from '../formats/values.ts';

const HOSTED = /^(github|gitlab|sourcehut):([^/?#]+)\/([^/?#]+)(?:\/([^?#]+))?(?:\?([^#]*))?$/;

/**
 * The parts of a flake reference that is written as a URL, as flake.lock names them (Nix manual, "Flake references").
 * `undefined` for a name of the registry, and for what is not understood.
 *
 *     parseFlakeReference('github:NixOS/nixpkgs/nixos-24.05') // { type: 'github', owner: 'NixOS', repo: 'nixpkgs', ref: 'nixos-24.05' }
 */
export function parseFlakeReference(url: string): UnknownRecord | undefined {
  if (url.length > 2000) return undefined;
  const [, type, owner, repo, below, query] = HOSTED.exec(url) ?? [];
  if (type !== undefined) {
    const rest = below === undefined ? {} : { [isRevision(below) ? 'rev' : 'ref']: below };
    return { type, owner, repo, ...rest, ...parameters(query) };
  }
  const [, transport, address, options] = /^(git|hg)\+((?:https?|ssh|git|file):[^?#]*)(?:\?([^#]*))?$/.exec(url) ?? [];
  if (transport !== undefined) return { type: transport, url: address, ...parameters(options) };
  const [, archive, more] = /^(?:tarball\+|file\+)?(https?:\/\/[^?#]*)(?:\?([^#]*))?$/.exec(url) ?? [];
  if (archive !== undefined) return { type: 'tarball', url: archive, ...parameters(more) };
  const local = /^(?:path:)?(\.{0,2}\/[^?#]*|\.{1,2})$/.exec(url)?.[1];
  return local === undefined ? undefined : { type: 'path', path: local };
}

function isRevision(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

const PARAMETERS = new Set(['ref', 'rev', 'host', 'dir']);

function parameters(query: string | undefined): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(query)].filter(([key]) => PARAMETERS.has(key)));
}
