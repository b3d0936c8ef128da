import type { Component } from '../../domain/component.ts';
import type { ComponentStatement } from '../../domain/sbom-metadata.ts';
import type { NamedValue } from './properties.ts';

/**
 * What BSI TR-03183-2 asks about the file that is delivered, in its property taxonomy (`bsi:component:*`): as stated, else as the
 * one address that the file is downloaded from tells. Whether it is executable tells no name.
 */
export function deliverableProperties(
  component: Component,
  stated: Omit<ComponentStatement, 'package'> = {},
): readonly NamedValue[] {
  const filename = stated.filename ?? downloadedName(component);
  const isArchive = stated.archive ?? (filename === undefined ? undefined : ARCHIVES.test(filename) || undefined);
  // A package archive keeps the names and borders of its files, so its contents can be told apart.
  const isStructured = stated.structured ?? isArchive;
  return [
    ...(filename === undefined ? [] : [['bsi:component:filename', filename] as const]),
    ...flag('executable', stated.executable, ['executable', 'non-executable']),
    ...flag('archive', isArchive, ['archive', 'no archive']),
    ...flag('structured', isStructured, ['structured', 'unstructured']),
  ];
}

const ARCHIVES = /\.(?:tgz|tar|tar\.(?:gz|bz2|xz|zst)|zip|jar|war|ear|aar|whl|egg|gem|crate|nupkg|conda|deb|rpm|apk|phar)$/i;

function flag(name: string, value: boolean | undefined, [yes, no]: readonly [string, string]): readonly NamedValue[] {
  return value === undefined ? [] : [[`bsi:component:${name}`, value ? yes : no]];
}

function downloadedName({ origins, resolution }: Component): string | undefined {
  const downloads = origins.filter((origin) => origin.kind === 'download');
  const [only] = downloads;
  if (downloads.length !== 1 || only === undefined || resolution === 'declared') return undefined;
  const name = /\/([^/?#]+)(?:[?#].*)?$/.exec(only.url)?.[1];
  return name !== undefined && ARCHIVES.test(name) ? name : undefined;
}
