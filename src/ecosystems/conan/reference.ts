import { makePurl, type Purl } from '../../domain/purl.ts';

/** A Conan reference: `name/version@user/channel#recipe revision:package id#package revision%timestamp`. */
export interface ConanReference {
  readonly name: string;
  /** Absent when the reference asks for a range: `zlib/[>=1.2 <2]`. */
  readonly version?: string;
  readonly range?: string;
  readonly user?: string;
  readonly channel?: string;
  readonly recipeRevision?: string;
  readonly packageRevision?: string;
}

const REFERENCE =
  /^([^/@#%:\s]+)\/(?:\[([^\]]*)\]|([^@#%:\s]+))(?:@(?:([^/@#%:\s]*)(?:\/([^@#%:\s]*))?)?)?(?:#([^:%\s]*))?(?:%+[\d.]+)?(?::[^#%\s]*)?(?:#([^%\s]*))?(?:%+[\d.]+)?$/;

/** Reads a reference as recipes and both lockfile formats write it (docs.conan.io, "References"). */
export function parseReference(text: string): ConanReference | undefined {
  const match = text.length > 1000 ? null : REFERENCE.exec(text.trim());
  if (match === null) return undefined;
  const [, name = '', range, version, user, channel, recipeRevision, packageRevision] = match.map((part) => part || undefined);
  return {
    name,
    ...(version !== undefined && { version }),
    ...(match[2] !== undefined && { range: range ?? '*' }),
    // `_` stands for none in the folders of Conan 1.
    ...(user !== undefined && user !== '_' && { user }),
    ...(channel !== undefined && channel !== '_' && { channel }),
    // Without revisions Conan 1 writes 0.
    ...(recipeRevision !== undefined && recipeRevision !== '0' && { recipeRevision }),
    ...(packageRevision !== undefined && packageRevision !== '0' && { packageRevision }),
  };
}

export function conanPurl({ name, version, user, channel, recipeRevision, packageRevision }: ConanReference): Purl | undefined {
  return makePurl({ type: 'conan', name, version, qualifiers: { user, channel, rrev: recipeRevision, prev: packageRevision } });
}

/** What tells two packages apart in a recipe, where no revision is written. */
export function conanIdentity({ name, user, channel }: ConanReference): string {
  return `${name}@${user ?? ''}/${channel ?? ''}`;
}
