import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { undecidedProfiles, type BuildSettings } from './activation.ts';
import type { Collected } from './collect.ts';
import { isUnresolved } from './interpolate.ts';
import type { MissingPom, Model } from './model.ts';
import type { PomSource } from './pom-sources.ts';

export function describeMissing({ kind, coordinates, place, line }: MissingPom): Diagnostic {
  const what =
    kind === 'parent' ? `the parent \`${coordinates}\`` : `\`${coordinates}\`, whose dependency management is imported,`;
  const message = `${what} is neither in the tree nor in the local repository: what it says is not known`;
  return diagnostic('manifest-parent-missing', message, place.root === 'tree' ? { path: place.path, line } : {});
}

export function describeNames(model: Model): Diagnostic[] {
  const wrong = model.dependencies.filter(({ groupId, artifactId, type, classifier }) =>
    [groupId, artifactId, type, classifier ?? ''].some((text, index) => isUnresolved(text) || (index < 2 && text === '')),
  );
  return wrong
    .filter(({ place }) => place.root === 'tree')
    .map(({ groupId, artifactId, place, line }) => {
      const message = `dependency \`${groupId}:${artifactId}\` has no complete name`;
      return diagnostic('manifest-entry-invalid', message, { path: place.path, line });
    });
}

// One for each POM, whatever the number of dependencies that it leaves open.
export function describeVersions(model: Model, { direct, artifacts }: Collected): Diagnostic[] {
  const open = direct.filter(({ to }) => {
    const artifact = artifacts.get(to);
    return artifact !== undefined && artifact.version === undefined && artifact.model === undefined;
  });
  const [first] = open;
  if (first === undefined) return [];
  const { groupId, artifactId, version, place, line } = first.dependency;
  const asked = version === undefined ? 'no version' : `the version \`${version}\``;
  const more = open.length > 1 ? ` (and ${open.length - 1} more)` : '';
  const message = `\`${groupId}:${artifactId}\` has ${asked}, and nothing at hand says which one that is${more}`;
  return [
    diagnostic('version-unresolved', message, place.root === 'tree' ? { path: place.path, line } : { path: model.place.path }),
  ];
}

// What is on the machine that builds (`system`) has no POM.
export function unreadAmong({ direct, artifacts }: Collected): string[] {
  const ofSystem = new Set(direct.filter(({ scope }) => scope === 'system').map(({ to }) => to));
  return [...artifacts.values()].flatMap(({ id, name, model, version }) => {
    if (ofSystem.has(id)) return [];
    if (model?.place.root === 'tree') return [];
    if (model !== undefined) return model.missing.map((item) => item.coordinates);
    if (isUnresolved(`${name.groupId}:${name.artifactId}`)) return [];
    return version === undefined ? [] : [`${name.groupId}:${name.artifactId}:${version}`];
  });
}

export function describeUnread(unread: ReadonlySet<string>, group: ReadGroup): Diagnostic[] {
  if (unread.size === 0) return [];
  const [first] = [...unread].toSorted();
  const more = unread.size > 1 ? ` and ${unread.size - 1} more` : '';
  const message = `the POMs of \`${first ?? ''}\`${more} are not in the local repository: what they need is not known`;
  const hint = 'run `mvn dependency:go-offline` and scan with `--caches maven=DIR`';
  return [diagnostic('dependency-graph-incomplete', message, { path: group.files[0]?.path, hint })];
}

/** Profiles that could add dependencies, and that only some machines have active. */
export function describeProfiles({ pom, place }: PomSource, settings: BuildSettings): Diagnostic[] {
  const open = undecidedProfiles(pom.profiles, settings).filter(
    ({ dependencies, managed, properties, modules }) =>
      dependencies.length > 0 || managed.length > 0 || properties.size > 0 || modules.length > 0,
  );
  if (open.length === 0) return [];
  const ids = open.map(({ id }) => `\`${id}\``).join(', ');
  const message = `active on some machines only, and left out: the profile${open.length > 1 ? 's' : ''} ${ids}`;
  return [diagnostic('profile-undecided', message, { path: place.path, line: open[0]?.line })];
}
