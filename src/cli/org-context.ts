import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { OrgManifest } from '../inventory/manifest/model.ts';
import { UsageError } from '../domain/usage-error.ts';
import { findOrgManifest, loadOrgManifest } from '../io/org-manifest.ts';
import { shownPath } from '../io/policy-files.ts';
import { renderPolicyProblems } from '../report/policy-problems.ts';
import { plural } from '../report/numbers.ts';
import type { Voice } from './log.ts';
import type { Terminal } from './terminal.ts';
import type { OrgFlags } from './flags/org.ts';

/** The organization that a command is about. */
export interface OrgContext {
  readonly manifest: OrgManifest;
  /** The manifest, absolute. */
  readonly file: string;
  /** As people want to read it. */
  readonly shown: string;
  /** Directory that paths of the manifest start from. */
  readonly root: string;
  readonly store: string;
}

const DEFAULT_STORE = '.licet-org';

/**
 * Reads `licet.org.yaml`, named or here or above.
 * @throws UsageError when there is none, or it has errors; all of them have been printed
 */
export function readOrg(flags: OrgFlags, voice: Voice, terminal: Terminal): OrgContext {
  const found = flags.org === undefined ? findOrgManifest(terminal.cwd) : resolve(terminal.cwd, flags.org);
  if (found === undefined)
    throw new UsageError('there is no licet.org.yaml here or above', 'start one with `licet org init`, or name it with `--org`');
  const shown = shownPath(terminal.cwd, found);
  if (!existsSync(found)) throw new UsageError(`there is no file \`${shown}\``, 'start one with `licet org init`');
  const { manifest, problems, text } = loadOrgManifest(found, shown);
  const lines = text.split(/\r?\n/);
  const isShown = manifest === undefined || !voice.quiet;
  if (isShown) terminal.err(renderPolicyProblems(problems, { lineOf: (_, line) => lines[line - 1], style: voice.errStyle }));
  if (manifest === undefined)
    throw new UsageError(
      `\`${shown}\` has ${plural(problems.filter((item) => item.severity === 'error').length, 'error')}`,
      'no figure rests on a list of repositories that is not understood',
    );
  const root = dirname(found);
  const store = flags.store === undefined ? resolve(root, manifest.store ?? DEFAULT_STORE) : resolve(terminal.cwd, flags.store);
  return { manifest, file: found, shown, root, store };
}
