import type { Diagnostic } from '../../domain/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { readRebarConfig, type RebarDeclaration } from './rebar-config.ts';
import { toRebarProject } from './rebar-project.ts';

/** A project that a rebar.lock serves, with what its own rebar.config asks for. */
export interface RebarOwner {
  readonly project: FirstPartyPackage;
  /** Path of its rebar.config. */
  readonly config?: string;
  readonly dependencies: readonly RebarDeclaration[];
}

/** Where the applications of an umbrella stand (rebar3.org/docs/configuration, `project_app_dirs`). */
const APPLICATION_FOLDERS = ['apps', 'lib'];

/** The project beside a lockfile, and behind it the applications of its umbrella. */
export function findRebarOwners(
  lockfile: string,
  group: ReadGroup,
  problems: Diagnostic[],
): readonly [RebarOwner, ...(readonly RebarOwner[])] {
  const directory = directoryOf(lockfile);
  const toOwner = (path: string): RebarOwner => {
    const config = siblingFile(group.fs, pathIn(path, 'rebar.config'), problems);
    const declared = config === undefined ? undefined : readRebarConfig(config);
    problems.push(...(declared?.diagnostics ?? []));
    return {
      project: { ...toRebarProject(path, group, problems), lockfile },
      ...(config !== undefined && { config: config.path }),
      dependencies: declared?.dependencies ?? [],
    };
  };
  const members = APPLICATION_FOLDERS.flatMap((folder) => {
    const path = pathIn(directory, folder);
    return group.fs.list(path).map((name) => pathIn(path, name));
  }).filter((path) => group.fs.list(pathIn(path, 'src')).some((name) => name.endsWith('.app.src')));
  return [toOwner(directory), ...members.map(toOwner)];
}

/** The projects that name each application of their own accord, in no profile. */
export function askedBy(owners: readonly RebarOwner[]): ReadonlyMap<string, readonly RebarOwner[]> {
  const asking = new Map<string, RebarOwner[]>();
  for (const owner of owners)
    for (const { app, profile } of owner.dependencies) {
      if (profile !== undefined) continue;
      const known = asking.get(app);
      if (known === undefined) asking.set(app, [owner]);
      else if (known.at(-1) !== owner) known.push(owner);
    }
  return asking;
}
