import { directoryOf } from '../../domain/path.ts';
import { makePurl } from '../../domain/purl.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ThirdPartyPackage } from '../../domain/read-result.ts';
import { textField } from '../../domain/values.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { readBanner } from './banner.ts';
import { readJson } from './json.ts';

const HEAD = 4096;

/** A script or style sheet whose banner names a library and a version, unless it is what this repository builds itself. */
export function toScript({ path, bytes }: ClaimedFile, fs: ReadOnlyFs): ThirdPartyPackage | undefined {
  const banner = readBanner(path, new TextDecoder().decode(bytes().subarray(0, HEAD)));
  if (banner === undefined || isOwn(banner.name, directoryOf(path), fs)) return undefined;
  const { name, version, npm, license, line } = banner;
  const [scope, bare] = npm?.startsWith('@') === true ? npm.split('/') : [undefined, npm];
  const purl =
    bare === undefined
      ? makePurl({ type: 'generic', name: name.toLowerCase().replaceAll(' ', '-'), version })
      : makePurl({ type: 'npm', namespace: scope, name: bare, version });
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: purl,
    purl,
    resolution: 'installed',
    occurrences: [{ path, line }],
    identity: { confidence: npm === undefined ? 0.4 : 0.6, technique: 'source-code-analysis', value: path },
    licenses: license === undefined ? [] : [license],
    properties: { 'licet:vendored:path': path },
  };
}

// `dist/widget.min.js` of the package `widget` is no copy of somebody else's.
function isOwn(name: string, directory: string, fs: ReadOnlyFs): boolean {
  const fold = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^@[^/]+\//, '')
      .replaceAll(/\.js$|[^a-z0-9]/g, '');
  for (let at = directory; ; at = directoryOf(at)) {
    const manifest = at === '' ? 'package.json' : `${at}/package.json`;
    const text = fs.stat(manifest)?.kind === 'file' ? new TextDecoder().decode(fs.bytes(manifest)) : undefined;
    const own = text === undefined ? undefined : textField(readJson(text), 'name');
    if (own !== undefined && fold(own) === fold(name)) return true;
    if (at === '') return false;
  }
}
