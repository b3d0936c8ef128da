import pLimit from 'p-limit';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { UnlicensedComponent } from '../domain/component-graph.ts';
import type { Component, ComponentId } from '../domain/component.ts';
import type { CopyrightEvidence } from '../domain/copyright.ts';
import type { RawLicense } from '../domain/license.ts';
import type { Project } from '../domain/project.ts';
import { purlParts } from '../domain/purl.ts';
import type { ReadOnlyCaches, ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { PackageLocation } from '../domain/read-result.ts';
import type { Ecosystem } from '../ecosystems/ecosystem.ts';
import { conclude } from './conclude.ts';
import { packageCopyrights } from './copyright/package-copyrights.ts';
import { toDeclaration } from './declared-evidence.ts';
import { cachedIdentifier, detectLicenses, sha256, type DetectedFile } from './detected-evidence.ts';
import type { LicenseAliases } from './license-aliases.ts';
import { PackageFilesProblem, type PackageFilesOpener } from './package-files.ts';
import { readPackageTexts, type PackageTexts } from './package-texts.ts';
import { fileOfEvidence, findPlace, type PackagePlace, type SkippedPlace } from './package-place.ts';
import type { TextIdentifier } from './text-identifier.ts';

export interface LicensingContext {
  readonly fs: ReadOnlyFs;
  readonly caches: ReadOnlyCaches;
  readonly ecosystems: readonly Ecosystem[];
  readonly projects: readonly Project[];
  readonly opener: PackageFilesOpener;
  readonly aliases: LicenseAliases;
  /** Absent: texts are not identified, and only what packages declare is known. */
  readonly identifier?: TextIdentifier | undefined;
  /** What REUSE files state of the files of a project, by its directory. */
  readonly statements?: ReadonlyMap<string, readonly DetectedFile[]> | undefined;
  readonly onComponent: () => void;
  /** Gets the license, notice and authors files of each component whose files are at hand: what an attribution carries. */
  readonly onTexts?: ((component: ComponentId, texts: PackageTexts) => void) | undefined;
  /** What the lock file of licenses has of a component whose files are not in the tree: it is used before any cache is looked at. */
  readonly recorded?: ((component: UnlicensedComponent) => LicenseFacts | undefined) | undefined;
  /** Gets all that was found of each component: what a lock file of licenses records. */
  readonly onFacts?: ((component: ComponentId, facts: LicenseFacts) => void) | undefined;
}

/** Everything that is written of the license of one component, before anybody concludes. */
export interface LicenseFacts {
  readonly declared: readonly RawLicense[];
  readonly files: readonly DetectedFile[];
}

export interface LicensedComponents {
  readonly components: readonly Component[];
  readonly diagnostics: readonly Diagnostic[];
}

const AT_ONCE = 16;

/** Gathers evidence for every component and concludes from it. The order is that of the components. */
export async function licenseComponents(
  components: readonly UnlicensedComponent[],
  context: LicensingContext,
): Promise<LicensedComponents> {
  const limit = pLimit(AT_ONCE);
  const identifier = context.identifier === undefined ? undefined : cachedIdentifier(context.identifier);
  const ecosystems = new Map(context.ecosystems.map((ecosystem) => [ecosystem.id, ecosystem]));
  const projectPaths = new Map(context.projects.map((project) => [project.id, project.path]));
  const licensed = await Promise.all(
    components.map(async (component) =>
      limit(async () => {
        const ecosystem = ecosystems.get(component.ecosystem);
        const result = await licenseOne(component, { ...context, identifier, ecosystem, projectPaths });
        context.onComponent();
        return result;
      }),
    ),
  );
  return {
    components: licensed.map(({ component }) => component),
    diagnostics: licensed.flatMap(({ diagnostics }) => diagnostics),
  };
}

interface OneContext extends LicensingContext {
  readonly ecosystem: Ecosystem | undefined;
  readonly projectPaths: ReadonlyMap<string, string>;
}

async function licenseOne(
  unlicensed: UnlicensedComponent,
  context: OneContext,
): Promise<{ component: Component; diagnostics: readonly Diagnostic[] }> {
  const { licenses: claims, installed, ...component } = unlicensed;
  const { place, recorded, skipped } = await placeOf(unlicensed, installed, context);
  const diagnostics = skipped.map((item) => describeSkipped(unlicensed, item));
  // What a reader took from a cache is in the lock file too, if that is what counts.
  const stated = recorded === undefined ? claims : claims.filter(({ location }) => location.root === 'tree');
  const found = place === undefined ? (recorded?.declared ?? []) : await withDigests(place);
  const declared = distinct([...stated.map(notChecked), ...found]);
  const packageType = typeOf(unlicensed, context.ecosystem);
  const declarations = declared.map((raw) => toDeclaration(raw, packageType, context.aliases));
  const pointedTo = declarations.flatMap(({ meaning }) => (meaning.kind === 'file' ? [meaning.path] : []));
  const read =
    place === undefined
      ? undefined
      : await readFiles(unlicensed, place, { ...context, pointedTo, isDeclared: declared.length > 0 });
  diagnostics.push(...(read?.diagnostics ?? []));
  const files = withStatements(read?.detections ?? recorded?.files ?? [], statementsOf(unlicensed, context));
  context.onFacts?.(unlicensed.id, { declared, files });
  const { evidence, ...conclusions } = conclude({
    declarations,
    detections: files,
    onDisk: place !== undefined || recorded !== undefined,
    data: context.aliases.data,
  });
  const said = read !== undefined && read.copyrights.length > 0 && { copyrights: read.copyrights };
  return { component: { ...component, ...said, licenseEvidence: evidence, ...conclusions }, diagnostics };
}

function statementsOf({ firstParty, id }: UnlicensedComponent, context: OneContext): readonly DetectedFile[] {
  const directory = firstParty ? context.projectPaths.get(id) : undefined;
  return directory === undefined ? [] : (context.statements?.get(directory) ?? []);
}

/** License texts say what is used in a project; where there are none, what is stated of its files decides. Else it is kept beside them. */
function withStatements(files: readonly DetectedFile[], statements: readonly DetectedFile[]): readonly DetectedFile[] {
  const hasTerms = files.some(({ isNotice }) => !isNotice);
  return [...files, ...statements.map((statement) => ({ ...statement, isNotice: hasTerms || statement.isNotice }))];
}

interface FilesRead {
  readonly detections: readonly DetectedFile[];
  readonly copyrights: readonly CopyrightEvidence[];
  readonly diagnostics: readonly Diagnostic[];
}

async function readFiles(
  unlicensed: UnlicensedComponent,
  place: PackagePlace,
  {
    identifier,
    pointedTo,
    isDeclared,
    onTexts,
  }: OneContext & { readonly pointedTo: readonly string[]; readonly isDeclared: boolean },
): Promise<FilesRead> {
  if (identifier === undefined) return { detections: [], copyrights: [], diagnostics: [] };
  const unreadable = (reason: string): Diagnostic =>
    describeSkipped(unlicensed, { location: place.location, kind: 'unreadable', reason });
  let detections: readonly DetectedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  try {
    const found = await detectLicenses(place, { identifier, pointedTo, isDeclared });
    detections = found.detections;
    diagnostics.push(...found.problems.map(unreadable));
    const texts = await readPackageTexts(place.files, place.location, pointedTo);
    onTexts?.(unlicensed.id, texts);
    const copyrights = await packageCopyrights(texts.texts, place.files, place.location);
    return { detections, copyrights, diagnostics };
  } catch (error) {
    if (!(error instanceof PackageFilesProblem)) throw error;
    return { detections, copyrights: [], diagnostics: [...diagnostics, unreadable(error.message)] };
  }
}

interface Place {
  readonly place?: PackagePlace;
  readonly recorded?: LicenseFacts;
  readonly skipped: readonly SkippedPlace[];
}

async function placeOf(
  component: UnlicensedComponent,
  installed: readonly PackageLocation[],
  context: OneContext,
): Promise<Place> {
  if (component.firstParty) {
    const path = context.projectPaths.get(component.id);
    if (path === undefined) return { skipped: [] };
    const location = { root: 'tree', path, format: 'directory' } as const;
    const files = await context.opener.open(location);
    // The readers have read the manifest already: its claims are among the component's.
    return files === undefined ? { skipped: [] } : { place: { location, files, licenses: [] }, skipped: [] };
  }
  const licensing = context.ecosystem?.licensing;
  const sources = licensing === undefined ? undefined : { licensing, opener: context.opener };
  const locations = licensing?.locate(toAsked(component), { fs: context.fs, caches: context.caches, installed }) ?? [];
  const isInTree = ({ root }: PackageLocation): boolean => root === 'tree';
  const inTree = sources && (await findPlace(component, locations.filter(isInTree), sources));
  if (inTree?.place !== undefined) return inTree;
  const recorded = context.recorded?.(component);
  if (recorded !== undefined) return { recorded, skipped: inTree?.skipped ?? [] };
  const elsewhere =
    sources &&
    (await findPlace(
      component,
      locations.filter((location) => !isInTree(location)),
      sources,
    ));
  const skipped = [...(inTree?.skipped ?? []), ...(elsewhere?.skipped ?? [])];
  return { ...(elsewhere?.place && { place: elsewhere.place }), skipped };
}

/** `locate` sees a component of which nothing is concluded yet. */
function toAsked({ licenses: _licenses, installed: _installed, ...component }: UnlicensedComponent): Component {
  const open = { status: 'no-assertion', reason: 'no-evidence' } as const;
  return { ...component, licenseEvidence: [], declared: open, detected: open, concluded: open };
}

function typeOf(component: UnlicensedComponent, ecosystem: Ecosystem | undefined): string {
  if (component.purl !== undefined) return purlParts(component.purl).type;
  return ecosystem?.purlTypes[0] ?? component.ecosystem;
}

/** Claims of a place with the digest of the file they stand in. */
async function withDigests({ files, location, licenses, integrity }: PackagePlace): Promise<readonly RawLicense[]> {
  const digests = new Map<string, string | undefined>();
  for (const path of new Set(licenses.map((license) => license.location.path))) {
    const file = fileOfEvidence(location, path);
    const bytes = file === undefined ? undefined : await files.bytes(file);
    digests.set(path, bytes === undefined ? undefined : sha256(bytes));
  }
  return licenses.map((license) => {
    const digest = license.location.sha256 ?? digests.get(license.location.path);
    const location = { ...license.location, ...(digest !== undefined && { sha256: digest }), ...(integrity && { integrity }) };
    return { ...license, location };
  });
}

// What a reader took from a cache on its way, a POM, is nothing that a lockfile has a hash of.
function notChecked(claim: RawLicense): RawLicense {
  const { location } = claim;
  if (!location.root.startsWith('cache:') || location.integrity !== undefined) return claim;
  return { ...claim, location: { ...location, integrity: 'unverified' } };
}

// A reader of installed trees and the place itself may give one and the same claim.
function distinct(licenses: readonly RawLicense[]): RawLicense[] {
  const seen = new Map<string, RawLicense>();
  for (const license of licenses) {
    const { root, path, lines } = license.location;
    const key = JSON.stringify([license.method, license.raw, license.list, root, path, lines]);
    if (seen.get(key)?.location.sha256 === undefined) seen.set(key, license);
  }
  return [...seen.values()];
}

const CODE_OF_SKIPPED = {
  mismatch: 'installed-package-mismatch',
  integrity: 'cache-entry-mismatch',
  unreadable: 'license-file-unreadable',
} as const;

function describeSkipped(component: UnlicensedComponent, { location, kind, reason }: SkippedPlace): Diagnostic {
  const where = location.root === 'tree' ? { path: location.path } : {};
  const place = location.root === 'tree' ? location.path : `${location.root}/${location.path}`;
  return diagnostic(
    CODE_OF_SKIPPED[kind],
    `\`${place}\` was not used for the license of ${component.name}@${component.version ?? '?'}: ${reason}`,
    where,
  );
}
