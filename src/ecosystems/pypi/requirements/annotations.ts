import { foldName } from '../names.ts';
import type { LogicalLine } from './logical-lines.ts';

/** What asked for a package, as `pip-compile` and `uv pip compile` write it below each one. */
export interface Via {
  /** Some file or project of the repository. */
  readonly direct: boolean;
  /** Folded names of packages. */
  readonly packages: readonly string[];
}

/**
 * Reads `# via flask`, `# via -r requirements.in, flask` and the form with one name per line; `undefined` when the
 * comments say nothing of the kind. Constraint files (`-c`) ask for nothing.
 */
export function readVia({ comments }: LogicalLine): Via | undefined {
  const texts = comments.map((comment) => comment.replace(/^#+\s*/, '').trim());
  const start = texts.findIndex((text) => text === 'via' || text.startsWith('via '));
  if (start === -1) return undefined;
  const entries = [texts[start]?.slice(3) ?? '', ...texts.slice(start + 1)]
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '' && !text.startsWith('from '));
  const packages = entries.filter((text) => /^[a-z0-9][\w.-]*(?:\[[\w.,\s-]*\])?$/i.test(text));
  const direct = entries.some(
    (text) => /^(?:-r|--requirement)\b/.test(text) || /\((?:pyproject\.toml|setup\.(?:py|cfg)|.*:.*)\)$/.test(text),
  );
  return { direct, packages: packages.map((name) => foldName(name.replace(/\[.*$/, ''))) };
}
