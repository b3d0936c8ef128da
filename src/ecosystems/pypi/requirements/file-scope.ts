import { baseName, directoryOf } from '../../../domain/path.ts';
import type { Scope } from '../../../domain/scope.ts';

const DEVELOPMENT =
  /(?:^|[-_.])(?:dev|devel|develop|development|tests?|testing|lint(?:ing|ers?)?|docs?|ci|typing|mypy|style|tox)(?:[-_.]|$)/i;
const FOLDER = /^(?:requirements?|reqs)$/i;

/** Whether a requirements file is for development only: nothing but its name can tell (`requirements-dev.txt`, `requirements/test.in`). */
export function fileScope(path: string): Scope {
  return DEVELOPMENT.test(baseName(path).replace(/\.(?:txt|in)$/i, '')) ? 'dev' : 'runtime';
}

/** The directory of the project that a requirements file is of: `requirements/base.txt` belongs to the one above. */
export function projectDirectory(path: string): string {
  const directory = directoryOf(path);
  return FOLDER.test(baseName(directory)) ? directoryOf(directory) : directory;
}

/** Constraints say which versions fit and ask for nothing. */
export function isConstraints(path: string): boolean {
  return /(?:^|[-_.])constraints?(?:[-_.]|$)/i.test(baseName(path));
}

/** Whether the reader of requirements files is given this one. */
export function isRequirementsFile(path: string): boolean {
  const name = baseName(path);
  if (!/\.(?:txt|in)$/i.test(name) || isConstraints(path)) return false;
  return /^requirements|requirements\.(?:txt|in)$/.test(name) || baseName(directoryOf(path)) === 'requirements';
}
