import { by } from '../../domain/order.ts';
import { FileProblem, type ReadOnlyFs } from '../../domain/read-only-fs.ts';
import { isInventoried, type Project } from '../../domain/project.ts';
import type { SpdxExpression } from '../../domain/license.ts';
import { joinSpdx, toExpression } from '../../domain/spdx-expression.ts';
import { sha256, type DetectedFile } from '../detected-evidence.ts';
import { statementFor } from '../detect/reuse-statements.ts';
import type { TextIdentifier } from '../text-identifier.ts';
import { filesOfProjects, type TreeFiles } from './files-of-projects.ts';
import { evenly, isSourceFile, MOST_FILES, textOf } from './headers.ts';
import type { ReuseTree } from './reuse-tree.ts';

interface StatementContext extends TreeFiles {
  readonly fs: ReadOnlyFs;
  readonly reuse: ReuseTree;
  readonly identifier?: TextIdentifier | undefined;
}

/** A license that a file states of others. */
interface Stated {
  readonly expression: SpdxExpression;
  readonly raw: string;
  /** The file that says so, and how long it is. */
  readonly by: string;
  readonly lines: number;
  readonly isOfSource: boolean;
}

/**
 * What REUSE files and sidecars state of the files of each project, by its directory. A project is licensed as its sources are
 * stated to be, and one without sources (hardware, data) as its files are; what is stated of the settings of a program is
 * evidence beside it.
 */
export async function readOwnStatements(
  projects: readonly Project[],
  context: StatementContext,
): Promise<ReadonlyMap<string, readonly DetectedFile[]>> {
  const { reuse } = context;
  const out = new Map<string, readonly DetectedFile[]>();
  if (reuse.files.length === 0 && reuse.sidecars.size === 0) return out;
  const wanted = projects.filter(({ role }) => isInventoried(role));
  for (const [directory, paths] of filesOfProjects(wanted, context, (path) => !path.endsWith('.license'))) {
    const stated: Stated[] = [];
    for (const path of evenly(paths, MOST_FILES)) stated.push(...(await statedOf(path, context)));
    const ofSources = stated.filter(({ isOfSource }) => isOfSource);
    const isAside = ofSources.length === 0 && paths.some(isSourceFile);
    const detections = toDetections(ofSources.length > 0 ? ofSources : stated, context.fs);
    if (detections.length > 0)
      out.set(
        directory,
        detections.map((detection) => ({ ...detection, isNotice: isAside })),
      );
  }
  return out;
}

async function statedOf(path: string, { fs, reuse, identifier }: StatementContext): Promise<readonly Stated[]> {
  const isOfSource = isSourceFile(path);
  const sidecar = `${path}.license`;
  const text = reuse.sidecars.has(path) ? textOf(sidecar, fs) : undefined;
  const statement = statementFor(path, reuse.files);
  const isOverridden = statement?.annotation.precedence === 'override';
  if (text !== undefined && identifier !== undefined && !isOverridden) {
    const { expression } = await identifier.identify({ path: sidecar, bytes: Buffer.from(text) });
    if (expression !== undefined)
      return [{ expression, raw: expression, by: sidecar, lines: text.split('\n').length, isOfSource }];
  }
  if (statement === undefined) return [];
  return statement.annotation.expressions.flatMap((raw) => {
    const expression = toExpression(raw);
    return expression === undefined
      ? []
      : [{ expression, raw, by: statement.file.path, lines: statement.file.lines, isOfSource }];
  });
}

/** One row of evidence for each license and file that states it. */
function toDetections(stated: readonly Stated[], fs: ReadOnlyFs): readonly DetectedFile[] {
  const byFile = new Map<string, Map<SpdxExpression, Stated>>();
  for (const one of stated) {
    const known = byFile.get(one.by) ?? new Map<SpdxExpression, Stated>();
    if (!known.has(one.expression)) known.set(one.expression, one);
    byFile.set(one.by, known);
  }
  return [...byFile]
    .toSorted(by(([path]) => path))
    .slice(0, MOST_STATING)
    .map(([path, licenses]) => {
      const rows = [...licenses.values()].toSorted(by(({ expression }) => expression));
      const expression = joinSpdx(
        'and',
        rows.map((row) => row.expression),
      );
      const digest = digestOf(path, fs);
      return {
        evidence: rows.map(({ expression: one, raw, lines }) => ({
          role: 'detected' as const,
          method: 'reuse' as const,
          raw,
          expression: one,
          location: {
            root: 'tree' as const,
            path,
            lines: [1, lines] as const,
            ...(digest !== undefined && { sha256: digest }),
          },
        })),
        ...(expression !== undefined && { expression }),
        isNotice: false,
      };
    });
}

function digestOf(path: string, fs: ReadOnlyFs): string | undefined {
  try {
    const bytes = fs.bytes(path);
    return bytes === undefined ? undefined : sha256(bytes);
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}

/** Sidecars of a folder of pictures say one thing again and again. */
const MOST_STATING = 32;
