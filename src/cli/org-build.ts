import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { rmSync } from 'node:fs';
import { parseSpdx } from '../domain/spdx-expression.ts';
import type { SpdxExpression } from '../domain/license.ts';
import { UsageError } from '../domain/usage-error.ts';
import { measureCoverage } from '../inventory/coverage.ts';
import { inScope } from '../inventory/manifest/model.ts';
import { timelines, type ScanRecord } from '../inventory/scan-record.ts';
import { hasDuckDb } from '../io/database/duckdb.ts';
import { buildDatabase, type RepositoryFacts } from '../io/database/build-database.ts';
import { loadLibraryGroups } from '../io/library-groups.ts';
import { temporaryFile } from '../io/store/atomic-file.ts';
import { lockBuild } from '../io/store/build-lock.ts';
import { loadCurrentBuild, publishBuild, type CurrentBuild } from '../io/store/current-build.ts';
import { loadFindings, saveFindings } from '../io/store/histories.ts';
import { listStore, type StoreContents } from '../io/store/records.ts';
import type { StoreProblem } from '../io/store/store-problem.ts';
import { updateFindings, updateHistory, type OrgPolicy } from '../pipeline/org/update-history.ts';
import { expressionCategory } from '../policy/expression-category.ts';
import { escapeControls } from '../report/escape-controls.ts';
import { policyFor } from './load-policy.ts';
import type { Voice } from './log.ts';
import type { OrgContext } from './org-context.ts';
import { readCount } from './read-count.ts';
import { judgementDate } from './today.ts';
import { showProgress } from './progress.ts';
import { historyServices } from './repository-services.ts';
import { shippedCategories } from './shipped-categories.ts';
import type { Terminal } from './terminal.ts';
import type { OrgBuildFlags } from './flags/org.ts';

/** A change of what the builder writes: databases of before are built again. */
const BUILDER = 'licet-inventory/1';

export interface BuildRequest {
  /** ISO date: ages and waivers. */
  readonly today: string;
  readonly maxAgeDays: number;
  /** Policy file; default: the one beside the manifest or above, else the built-in one. */
  readonly policy?: string;
}

/** What the flags of a command say about a build. */
export function readBuildRequest(flags: OrgBuildFlags, terminal: Terminal): BuildRequest {
  return {
    today: judgementDate(flags.today, terminal.env, new Date()),
    maxAgeDays: readCount(flags.maxAge, '--max-age'),
    ...(flags.policy !== undefined && { policy: flags.policy }),
  };
}

/** Builds at the end of a command that filled the store; without DuckDB a note is enough, since the facts are kept. */
export async function buildWhenPossible(org: OrgContext, flags: OrgBuildFlags, voice: Voice, terminal: Terminal): Promise<void> {
  if (await hasDuckDb()) await buildInventory(org, readBuildRequest(flags, terminal), voice, terminal);
  else if (!voice.quiet)
    terminal.err(
      `${voice.errStyle.hint('note:')} DuckDB is not installed, so \`licet org query\` has nothing to ask; see \`licet org build\`\n`,
    );
}

/** Builds the database of the inventory from the store and puts it in place; does nothing when the one in place is of the same. */
export async function buildInventory(
  org: OrgContext,
  request: BuildRequest,
  voice: Voice,
  terminal: Terminal,
): Promise<CurrentBuild> {
  const { policy, categories, matrix } = policyFor(
    org.root,
    { today: request.today, ...(request.policy !== undefined && { file: resolve(terminal.cwd, request.policy) }) },
    voice,
    terminal,
  );
  const judge: OrgPolicy = { policy, options: { today: request.today, categories, matrix } };
  const release = await lockBuild(org.store, () => {
    if (!voice.quiet) terminal.err(`${voice.errStyle.hint('note:')} another build of this store is running; waiting for it\n`);
  });
  try {
    const contents = listStore(org.store);
    warn(contents.problems, voice, terminal);
    const id = identityOf(contents, org, [BUILDER, policy.digest, request.today, String(request.maxAgeDays)]);
    const current = loadCurrentBuild(org.store);
    return current?.id === id ? current : await build({ org, request, contents, id, judge }, voice, terminal);
  } finally {
    release();
  }
}

function identityOf({ records, attempts }: StoreContents, { manifest }: OrgContext, more: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([more, manifest]));
  for (const { key, segment } of records) hash.update(`\n${key} ${segment}`);
  for (const attempt of attempts) hash.update(`\n${JSON.stringify(attempt)}`);
  return hash.digest('hex');
}

interface BuildJob {
  readonly org: OrgContext;
  readonly request: BuildRequest;
  readonly contents: StoreContents;
  readonly id: string;
  readonly judge: OrgPolicy;
}

async function build({ org, request, contents, id, judge }: BuildJob, voice: Voice, terminal: Terminal): Promise<CurrentBuild> {
  const { records, attempts } = contents;
  const lines = timelines(records);
  const coverage = measureCoverage({
    manifest: org.manifest,
    records,
    attempts,
    asOf: request.today,
    maxAgeDays: request.maxAgeDays,
  });
  const progress = showProgress(terminal, voice.quiet);
  progress.stage('build', lines.size);
  const categories = shippedCategories();
  const temporary = temporaryFile(org.store);
  try {
    const { rows } = await buildDatabase(
      {
        manifest: org.manifest,
        coverage,
        repositories: repositoriesOf({
          org,
          lines,
          judge,
          onProblem: (problem) => warn([problem], voice, terminal),
          onRepository: () => progress.tick(),
        }),
        categoryOf: (expression) =>
          parseSpdx(expression).ok ? expressionCategory(expression as SpdxExpression, categories) : undefined,
        libraryGroups: loadLibraryGroups(),
        meta: {
          organization: org.manifest.organization,
          as_of: request.today,
          policy: judge.policy.file,
          policy_sha256: judge.policy.digest,
        },
      },
      temporary,
      `${temporary}.spill`,
    );
    const built = { id, rows, builtAt: new Date().toISOString() };
    publishBuild(org.store, temporary, built);
    return built;
  } catch (error) {
    throw explainFull(error, org.store);
  } finally {
    for (const rest of ['', '.wal', '.spill']) rmSync(`${temporary}${rest}`, { recursive: true, force: true });
    progress.done();
  }
}

interface Reading {
  readonly org: OrgContext;
  readonly lines: ReadonlyMap<string, readonly ScanRecord[]>;
  readonly judge: OrgPolicy;
  onProblem(problem: StoreProblem): void;
  onRepository(): void;
}

function* repositoriesOf({ org, lines, judge, onProblem, onRepository }: Reading): Generator<RepositoryFacts> {
  const services = historyServices(org.store, onProblem);
  const counted = new Map(inScope(org.manifest).map((repository) => [repository.name, repository]));
  const listed = new Set(org.manifest.repositories.map((repository) => repository.name));
  for (const [name, timeline] of lines) {
    const repository = counted.get(name);
    // What is archived or excluded stays in the store and out of the figures.
    if (repository === undefined && listed.has(name)) continue;
    const history = updateHistory(name, timeline, services);
    const findings =
      repository === undefined
        ? undefined
        : updateFindings(repository, timeline, judge, {
            loadSegment: (digest) => services.loadSegment(digest),
            loadFindings: (_, policy) => loadFindings(org.store, name, policy),
            saveFindings: (_, found) => saveFindings(org.store, name, found),
          });
    onRepository();
    yield { name, history, ...(findings !== undefined && { findings }), owners: timeline.at(-1)?.owners ?? [] };
  }
}

function warn(problems: readonly StoreProblem[], voice: Voice, terminal: Terminal): void {
  for (const { path, message } of problems)
    terminal.err(
      `${voice.errStyle.warning('warning')} ${escapeControls(path)}: ${message}; it was left out\n  ${voice.errStyle.hint('hint:')} remove the file, and \`licet org scan\` makes it again\n`,
    );
}

function explainFull(error: unknown, store: string): unknown {
  const message = error instanceof Error ? error.message : '';
  if (!/No space left on device|out of space/i.test(message)) return error;
  return new UsageError(
    `cannot build the inventory in \`${store}\`: the disk is full`,
    'the inventory of before is still there; make room and run `licet org build` again',
  );
}
