import { closest } from '../../domain/closest.ts';
import { UsageError } from '../../domain/usage-error.ts';
import { QUERIES } from '../../inventory/queries/list.ts';
import type { OrgQuery, QueryParameter } from '../../inventory/queries/model.ts';
import { ask, openDatabase, type Answer, type Connection } from '../../io/database/duckdb.ts';
import { loadCurrentBuild, type CurrentBuild } from '../../io/store/current-build.ts';
import { storePaths } from '../../io/store/layout.ts';
import { requireStore } from '../../io/store/open-store.ts';
import { plural } from '../../report/numbers.ts';
import { renderTable } from '../../report/table.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice, type Voice } from '../log.ts';
import { buildInventory, readBuildRequest } from '../org-build.ts';
import { readOrg, type OrgContext } from '../org-context.ts';
import { askPackage, type PackageAnswer } from '../org-package-questions.ts';
import { readCount } from '../read-count.ts';
import { renderAnswer, type AnswerFormat } from '../render-answer.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import type { OrgQueryFlags } from '../flags/org.ts';

interface Question {
  readonly name: string | undefined;
  readonly subject: string | undefined;
}

const PACKAGE_QUESTIONS = {
  uses: 'who uses a package, in which versions, since when',
  why: 'why a package is there: the shortest way from each project, in the most critical repositories',
} as const;

/** Answers one question about the inventory. */
export async function orgQueryCommand(question: Question, flags: OrgQueryFlags, terminal: Terminal): Promise<ExitCode> {
  if (question.name === undefined && flags.sql === undefined) {
    terminal.out(listQuestions());
    return EXIT.ok;
  }
  const voice = readVoice(flags, terminal);
  const format = readFormat(flags.format);
  const limit = flags.limit === undefined ? (format === 'table' ? 100 : undefined) : readCount(flags.limit, '--limit');
  const run = prepare(question, flags);
  const org = readOrg(flags, voice, terminal);
  requireStore(org.store);
  const { connection, close } = await openDatabase(
    storePaths.build(org.store, (await currentBuild(org, flags, voice, terminal)).id),
  );
  try {
    const answer = await run(connection, org, limit);
    const asOf = (await ask(connection, "SELECT value FROM meta WHERE name = 'as_of'")).rows[0]?.['value'];
    const rest = whatIsLeft(answer, limit, question);
    const about = { format, query: question.name ?? 'sql', asOf: String(asOf), more: rest !== undefined };
    terminal.out(renderAnswer(answer, { ...about, ...(limit !== undefined && { limit }) }));
    if (rest !== undefined && !voice.quiet) terminal.err(`${voice.errStyle.hint('note:')} ${rest}\n`);
  } finally {
    close();
  }
  return EXIT.ok;
}

function whatIsLeft(
  { rows, repositoriesLeft = 0 }: PackageAnswer,
  limit: number | undefined,
  asked: Question,
): string | undefined {
  if (repositoriesLeft > 0)
    return `${plural(repositoriesLeft, 'more repository uses', 'more repositories use')} it: \`licet org query uses ${asked.subject ?? ''}\` lists them, a larger \`--limit\` explains more`;
  return limit !== undefined && rows.length > limit ? 'there are more rows; `--limit` shows more' : undefined;
}

type Run = (connection: Connection, org: OrgContext, limit: number | undefined) => Promise<PackageAnswer>;

function prepare({ name, subject }: Question, flags: OrgQueryFlags): Run {
  if (flags.sql !== undefined) {
    const { sql } = flags;
    return async (connection) => askUser(connection, sql);
  }
  if (name === 'uses' || name === 'why') {
    if (subject === undefined)
      throw new UsageError(`\`${name}\` asks about a package`, `for example \`licet org query ${name} log4j-core\``);
    const most = flags.limit === undefined ? {} : { limit: readCount(flags.limit, '--limit') };
    return async (connection, { store }) => askPackage({ question: name, text: subject, ...most }, { connection, store });
  }
  const query = QUERIES.find((item) => item.name === name);
  if (query === undefined) throw unknownQuestion(name ?? '');
  const values = query.parameters.map((parameter) => valueOf(parameter, flags));
  return async (connection, _, limit) => ask(connection, limited(query.sql, limit), values);
}

// One row more than is shown, to know whether there are more: half a million rows are sorted in a second and shown by nobody.
function limited(sql: string, limit: number | undefined): string {
  return limit === undefined ? sql : `SELECT * FROM (${sql}) LIMIT ${limit + 1}`;
}

async function askUser(connection: Connection, sql: string): Promise<Answer> {
  try {
    return await ask(connection, sql);
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new UsageError(`DuckDB does not take this SQL: ${first}`, 'see docs/organization.md for the tables');
  }
}

/** The database in place; built when there is none, unless that is not wanted. */
async function currentBuild(org: OrgContext, flags: OrgQueryFlags, voice: Voice, terminal: Terminal): Promise<CurrentBuild> {
  const current = loadCurrentBuild(org.store);
  if (current !== undefined) return current;
  if (!flags.build) throw new UsageError('the inventory is not built', 'build it with `licet org build`');
  return buildInventory(org, readBuildRequest(flags, terminal), voice, terminal);
}

function valueOf({ name, fallback }: QueryParameter, flags: OrgQueryFlags): string {
  const given = { since: flags.since, category: flags.category, ecosystem: flags.ecosystem }[name];
  if (fallback === '%') return given ?? '%';
  const today = judgementDate(flags.today, {}, new Date());
  return judgementDate(given ?? `${today.slice(0, 7)}-01`, {}, new Date());
}

function readFormat(text: string): AnswerFormat {
  if (text === 'table' || text === 'json' || text === 'csv') return text;
  throw new UsageError(`unknown format \`${text}\``, 'one of table, json, csv');
}

function unknownQuestion(name: string): UsageError {
  const near = closest(name, [...QUERIES.map((query) => query.name), ...Object.keys(PACKAGE_QUESTIONS)]);
  return new UsageError(
    `there is no question \`${name}\``,
    near === undefined ? '`licet org query` lists them' : `did you mean \`${near}\`?`,
  );
}

function listQuestions(): string {
  const flagsOf = (query: OrgQuery): string => query.parameters.map((parameter) => ` [--${parameter.name}]`).join('');
  const rows = [
    ...Object.entries(PACKAGE_QUESTIONS).map(([name, title]) => [`${name} PACKAGE[@RANGE]`, title]),
    ...QUERIES.map((query) => [`${query.name}${flagsOf(query)}`, query.title]),
    ['--sql QUERY', 'anything else, read-only'],
  ];
  return renderTable([{ title: 'licet org query …' }, { title: 'answers' }], rows);
}
