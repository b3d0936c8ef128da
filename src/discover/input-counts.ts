import { PROJECT_ROLES, type ProjectRole } from '../domain/project.ts';
import type { InputFile, InputState } from '../domain/snapshot.ts';

const STATES: readonly InputState[] = ['parsed', 'superseded', 'stale', 'unsupported', 'failed', 'excluded'];

/** How many of the files seen ended in which state, and which role they have; rows in a fixed order, none empty. */
export function countInputs(
  inputs: readonly InputFile[],
): readonly { readonly state: InputState; readonly role: ProjectRole; readonly count: number }[] {
  return STATES.flatMap((state) =>
    PROJECT_ROLES.map((role) => ({
      state,
      role,
      count: inputs.filter((input) => input.state === state && input.role === role).length,
    })),
  ).filter((row) => row.count > 0);
}
