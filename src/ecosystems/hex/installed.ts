import { baseName, directoryOf } from '../../domain/path.ts';
import type { RawLicense } from '../../domain/license.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { DeclaredMetadata, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { pathIn } from '../formats/sibling.ts';
import { indexLines } from '../formats/line-index.ts';
import { parseTerms, type Term } from './terms.ts';
import { itemsOf, pairValue, textOf, wordsOf } from './term-values.ts';

/** What `mix deps.get` and rebar3 unpack: the package's files with the `hex_metadata.config` of its tarball. */
export const hexLicensing: PackageLicensing = {
  locate: (_component, { installed }) => installed,
  declared,
};

/** Whether a directory is an unpacked dependency: it is third-party, whatever manifests it holds. */
export function isInsideDeps(directory: string, fs: ReadOnlyFs): boolean {
  for (let below = directory; below !== ''; below = directoryOf(below)) {
    if (fs.stat(pathIn(below, 'hex_metadata.config'))?.kind === 'file') return true;
    const above = directoryOf(below);
    if (baseName(above) === 'deps' && fs.stat(pathIn(directoryOf(above), 'mix.lock'))?.kind === 'file') return true;
    if (baseName(above) === '_build' || baseName(below) === '_build') return true;
  }
  return false;
}

async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const text = await files.text('hex_metadata.config');
  if (text === undefined) return undefined;
  const terms = parseTerms(text, 'erlang');
  if ('problem' in terms) return undefined;
  const root: Term = { kind: 'list', items: terms, line: 1 };
  const [name, version] = [textOf(pairValue(root, 'name')), textOf(pairValue(root, 'version'))];
  const licenses = wordsOf(pairValue(root, 'licenses'));
  const line = indexLines(text, /^\{<<"(licenses)"/).get('licenses');
  const raw: RawLicense = {
    method: 'manifest-field',
    raw: licenses.join(', '),
    ...(licenses.length > 1 && { list: licenses }),
    location: {
      root: location.root,
      path: `${location.path}/hex_metadata.config`,
      ...(line !== undefined && { lines: [line, line] as const }),
    },
  };
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    licenses: itemsOf(pairValue(root, 'licenses')).length === 0 ? [] : [raw],
  };
}
