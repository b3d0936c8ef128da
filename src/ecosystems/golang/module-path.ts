import { makePurl, type Purl } from '../../domain/purl.ts';

/** The purl of a module. Its case is kept: the module proxy tells `BurntSushi` from `burntsushi`. */
export function modulePurl(path: string, version: string | undefined): Purl | undefined {
  const slash = path.lastIndexOf('/');
  return makePurl({ type: 'golang', namespace: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1), version });
}

/** As the module cache writes paths and versions: capital letters become `!` and the small one (`module.EscapePath`). */
export function escapeModule(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** A replacement that is a directory: it starts with `./`, `../` or is absolute (Go modules reference, "replace directive"). */
export function isLocalPath(target: string): boolean {
  return /^(?:\.{1,2}(?:[/\\]|$)|\/|[A-Za-z]:[/\\])/.test(target);
}
