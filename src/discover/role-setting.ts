import { PROJECT_ROLES, type ProjectRole } from '../domain/project.ts';
import { UsageError } from '../domain/usage-error.ts';
import type { RoleOverride } from './roles.ts';

/** `--role GLOB=ROLE`: what a person says about the projects below some paths. */
export function parseRoleSetting(text: string): RoleOverride {
  const at = text.lastIndexOf('=');
  const glob = text.slice(0, Math.max(0, at));
  if (glob === '')
    throw new UsageError(`\`--role ${text}\` is not GLOB=ROLE`, "for example `--role 'third_party/ours/**=product'`");
  return { glob, role: parseRole(text.slice(at + 1)), source: '--role' };
}

/** A role by its name, as `--include-role` takes it. */
export function parseRole(text: string): ProjectRole {
  const role = PROJECT_ROLES.find((name) => name === text);
  if (role === undefined) throw new UsageError(`there is no role \`${text}\``, `one of ${PROJECT_ROLES.join(', ')}`);
  return role;
}
