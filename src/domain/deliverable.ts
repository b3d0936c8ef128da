import type { Component } from './component.ts';
import type { ComponentStatement } from './sbom-metadata.ts';

/** What is known of the file that is delivered, as BSI TR-03183-2 asks for it. */
export interface Deliverable {
  readonly filename?: string;
  readonly executable?: boolean;
  readonly archive?: boolean;
  readonly structured?: boolean;
}

/** As stated, else as the one address that the file is downloaded from tells. Whether it is executable tells no name. */
export function deliverableOf(component: Component, stated: Omit<ComponentStatement, 'package'> = {}): Deliverable {
  const filename = stated.filename ?? downloadedName(component);
  const isArchiveName = filename !== undefined && ARCHIVES.test(filename);
  const archive = stated.archive ?? (isArchiveName ? true : undefined);
  // A package archive keeps the names and borders of its files, so its contents can be told apart.
  const structured = stated.structured ?? (isArchiveName ? true : undefined);
  return {
    ...(filename !== undefined && { filename }),
    ...(stated.executable !== undefined && { executable: stated.executable }),
    ...(archive !== undefined && { archive }),
    ...(structured !== undefined && { structured }),
  };
}

const ARCHIVES = /\.(?:tgz|tar|tar\.(?:gz|bz2|xz|zst)|zip|jar|war|ear|aar|whl|egg|gem|crate|nupkg|conda|deb|rpm|apk|phar)$/i;

function downloadedName({ origins, resolution }: Component): string | undefined {
  const downloads = origins.filter((origin) => origin.kind === 'download');
  const [only] = downloads;
  if (downloads.length !== 1 || only === undefined || resolution === 'declared') return undefined;
  const name = /\/([^/?#]+)(?:[?#].*)?$/.exec(only.url)?.[1];
  return name !== undefined && ARCHIVES.test(name) ? name : undefined;
}
