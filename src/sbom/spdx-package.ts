import type { ComponentType } from '../domain/component.ts';
import { purlParts, type Purl } from '../domain/purl.ts';
import { textField } from '../domain/values.ts';
import { copyrightLines } from './copyrights.ts';
import { isOwnDocument, readOwnComment } from './own-comment.ts';
import type { SpdxDocument } from './spdx-draft.ts';
import { originsOf } from './spdx-download.ts';
import { readHash } from './values.ts';

/** A package of SPDX, under the names of no version of it. What both versions name alike is read here. */
export interface SpdxPackage {
  readonly id: string | undefined;
  readonly line: number;
  /** As it is decoded; `read` are the members that are looked at. */
  readonly value: unknown;
  readonly read: ReadonlySet<string>;
  readonly version: string | undefined;
  purl(version: string | undefined): Purl | undefined;
  readonly purpose: string | undefined;
  /** `undefined`: by its purpose it is no package of software, unless a package URL says so. */
  readonly type: ComponentType | undefined;
  readonly hashes: readonly (readonly [algorithm: string | undefined, value: string | undefined])[];
  readonly download: string | undefined;
  readonly copyright: string | undefined;
}

/** Takes a package into the collection under its reference, which is given back; `undefined` when it is left out. */
export function addSpdxPackage(stated: SpdxPackage, { collector, lost, tools }: SpdxDocument): string | undefined {
  const { value, line, purpose, type } = stated;
  const ref = collector.freeRef(stated.id, undefined);
  const leaveOut = (what: string, example: string): undefined => {
    lost.add(what, example);
    collector.leaveOut(ref);
  };
  const name = textField(value, 'name');
  if (name === undefined || name.trim() === '') return leaveOut('packages without a name', ref);
  const version = said(stated.version);
  const purl = stated.purl(version);
  if (type === undefined && purl === undefined) return leaveOut(`packages with purpose ${purpose ?? ''}`, name);
  for (const key of Object.keys(value as object)) if (!stated.read.has(key)) lost.add(`\`${key}\` of packages`, name);
  const own = isOwnDocument(tools) ? readOwnComment(textField(value, 'comment') ?? '') : undefined;
  collector.add({
    ref,
    line,
    name,
    version: version ?? (purl === undefined ? undefined : purlParts(purl).version),
    purl,
    type: type ?? 'library',
    scope: undefined,
    description: said(textField(value, 'description') ?? textField(value, 'summary')),
    hashes: stated.hashes.flatMap(([algorithm, digest]) => readHash(algorithm, digest, lost)),
    origins: originsOf(stated.download),
    licenses: [],
    places: [],
    patches: [],
    copyrights: copyrightLines(stated.copyright),
    ...(own !== undefined && { own }),
  });
  return ref;
}

// NOASSERTION is the absence of a statement, in every field that has no type of its own.
function said(text: string | undefined): string | undefined {
  return text === '' || text === 'NOASSERTION' ? undefined : text;
}
