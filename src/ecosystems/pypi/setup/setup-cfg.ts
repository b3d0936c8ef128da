import { directoryOf } from '../../../domain/path.ts';
import type { RawLicense } from '../../../domain/license.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { PythonManifest } from '../manifest.ts';
import { foldName } from '../names.ts';
import { licenseClassifiers, toClassifierClaim } from '../pyproject/licenses.ts';
import { parseIni, type IniValue } from './ini.ts';
import { toDependencies } from './requirement-list.ts';

/** The declarative part of setuptools (setuptools.pypa.io/en/latest/userguide/declarative_config.html); `undefined` when it describes no project. */
export function readSetupCfg(path: string, text: string): PythonManifest | undefined {
  const ini = parseIni(text);
  const metadata = ini.get('metadata');
  const options = ini.get('options');
  if (metadata === undefined && options === undefined) return undefined;
  const extras = ini.get('options.extras_require') ?? new Map<string, IniValue>();
  const lists: (readonly [Scope, IniValue | undefined])[] = [
    ['runtime', options?.get('install_requires')],
    ['test', options?.get('tests_require')],
    ...[...extras.values()].map((value) => ['optional', value] as const),
  ];
  const name = plain(metadata?.get('name'));
  const version = plain(metadata?.get('version'));
  const description = plain(metadata?.get('description'));
  const line = metadata?.get('name')?.line;
  return {
    path,
    directory: directoryOf(path),
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(line !== undefined && { line }),
    licenses: toLicenses(path, metadata),
    dependencies: lists.flatMap(([scope, value]) => (value === undefined ? [] : toDependencies(toItems(value), scope))),
    extras: new Set([...extras.keys()].map(foldName)),
  };
}

// `file: VERSION` and `attr: package.__version__` are computed when it is built
function plain(value: IniValue | undefined): string | undefined {
  const text = value?.text ?? '';
  return text === '' || /^(?:file|attr|find):/.test(text) || text.includes('\n') ? undefined : text;
}

function toItems({ text, line }: IniValue): { text: string; line: number }[] {
  if (text.startsWith('file:')) return [];
  const separator = text.includes('\n') ? '\n' : ';';
  const parts =
    separator === ';' && /;\s*(?:python|sys|platform|os|extra|implementation)/.test(text) ? [text] : text.split(separator);
  return parts
    .map((part) => part.replace(/\s#.*$/, '').trim())
    .filter((part) => part !== '')
    .map((part) => ({ text: part, line }));
}

function toLicenses(path: string, metadata: ReadonlyMap<string, IniValue> | undefined): readonly RawLicense[] {
  const license = metadata?.get('license_expression') ?? metadata?.get('license');
  const classifiers = metadata?.get('classifiers') ?? metadata?.get('classifier');
  const stated = plain(license);
  const at = (value: IniValue | undefined): RawLicense['location'] => ({
    root: 'tree',
    path,
    ...(value !== undefined && { lines: [value.line, value.line] as const }),
  });
  return [
    ...(stated === undefined ? [] : [{ method: 'manifest-field', raw: stated, location: at(license) } as const]),
    ...toClassifierClaim(licenseClassifiers((classifiers?.text ?? '').split('\n').map((item) => item.trim())), at(classifiers)),
  ];
}
