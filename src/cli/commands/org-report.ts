import { resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { QUERIES } from '../../inventory/queries/list.ts';
import { ask, openDatabase, type Answer, type Connection } from '../../io/database/duckdb.ts';
import { storePaths } from '../../io/store/layout.ts';
import { requireStore } from '../../io/store/open-store.ts';
import { writeOutput } from '../../io/write-output.ts';
import { renderOrgReport, type ReportSection } from '../../report/org-html/render.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice } from '../log.ts';
import { buildInventory, readBuildRequest } from '../org-build.ts';
import { readOrg } from '../org-context.ts';
import { renderAnswer } from '../render-answer.ts';
import type { Terminal } from '../terminal.ts';
import type { OrgReportFlags } from '../flags/org.ts';

interface Part {
  readonly query: string;
  readonly title: string;
  readonly note: string;
  readonly most: number;
  /** The last rows are shown, not the first ones. */
  readonly newest?: true;
}

// In the order of what has to be known before the next figure means anything.
const PARTS: readonly Part[] = [
  { query: 'coverage', title: 'Coverage', note: 'Repositories per team: what was looked at, and what nobody knows.', most: 100 },
  { query: 'freshness', title: 'Freshness', note: 'The longest not looked at come first.', most: 25 },
  {
    query: 'trend',
    title: 'Compliance at the end of each month',
    note: 'Every month is judged by the policy of today.',
    most: 36,
    newest: true,
  },
  { query: 'exposure', title: 'Licenses', note: 'What is in use now, how widely, and since when.', most: 40 },
  {
    query: 'top',
    title: 'Most used',
    note: 'By business impact: how critical the repositories are that use it, directly or not.',
    most: 40,
  },
  { query: 'offenders', title: 'Repositories with most denied findings', note: 'Weighted by how critical they are.', most: 25 },
  { query: 'findings', title: 'Open findings', note: 'What the policy denies comes first.', most: 100 },
  { query: 'unlicensed', title: 'Without a license', note: 'Nobody could conclude a license: they never pass.', most: 40 },
  { query: 'new', title: 'New this month', note: 'Nobody in the organization used them before.', most: 40 },
  { query: 'duplicates', title: 'Several versions at a time', note: 'The more versions, the more to update.', most: 25 },
  { query: 'competing', title: 'Several libraries for one purpose', note: 'By a list that comes with licet.', most: 25 },
  {
    query: 'forks',
    title: 'Internal forks and modified copies',
    note: 'The same component from another origin, with patches, or with other bytes.',
    most: 25,
  },
  {
    query: 'time-to-fix',
    title: 'Time to fix',
    note: 'Days from the first scan with a finding to the first one without it.',
    most: 50,
  },
];

/** Writes the state of the organization as a page, with all data beside it. */
export async function orgReportCommand(flags: OrgReportFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const org = readOrg(flags, voice, terminal);
  requireStore(org.store);
  const request = readBuildRequest(flags, terminal);
  const { id } = await buildInventory(org, request, voice, terminal);
  const out = resolve(terminal.cwd, flags.out);
  const { connection, close } = await openDatabase(storePaths.build(org.store, id));
  try {
    const sections: ReportSection[] = [];
    for (const part of PARTS) {
      const answer = await askPart(connection, part, request.today);
      for (const format of ['json', 'csv'] as const)
        writeOutput(resolve(out, 'data', `${part.query}.${format}`), [
          renderAnswer(answer, { format, query: part.query, asOf: request.today }),
        ]);
      const rows = part.newest === true ? answer.rows.slice(-part.most) : answer.rows.slice(0, part.most);
      sections.push({
        title: part.title,
        note: part.note,
        columns: answer.columns,
        rows,
        total: answer.rows.length,
        end: part.newest === true ? 'last' : 'first',
        file: part.query,
      });
    }
    const totals = (await ask(connection, TOTALS)).rows[0] ?? {};
    const count = (name: string): number => Number(totals[name] ?? 0);
    const report = {
      organization: org.manifest.organization,
      asOf: request.today,
      policy: String(totals['policy'] ?? ''),
      inScope: count('in_scope'),
      known: count('known'),
      current: count('current'),
      partial: count('partial'),
      denied: count('denied'),
      components: count('components'),
      unlicensed: count('unlicensed'),
      sections,
    };
    writeOutput(resolve(out, 'index.html'), renderOrgReport(report));
    terminal.out(`wrote ${flags.out}/index.html and the data behind it in ${flags.out}/data\n`);
  } finally {
    close();
  }
  return EXIT.ok;
}

async function askPart(connection: Connection, { query: name }: Part, today: string): Promise<Answer> {
  const query = QUERIES.find((item) => item.name === name);
  if (query === undefined) throw new UsageError(`there is no question \`${name}\``);
  const values = query.parameters.map(({ fallback }) => (fallback === 'month' ? `${today.slice(0, 7)}-01` : fallback));
  return ask(connection, query.sql, values);
}

const TOTALS = `SELECT
  count(*) FILTER (state NOT IN ('archived', 'excluded', 'unlisted')) AS in_scope,
  count(*) FILTER (state NOT IN ('archived', 'excluded', 'unlisted') AND commit_date IS NOT NULL) AS known,
  count(*) FILTER (state = 'current') AS current,
  count(*) FILTER (partial) AS partial,
  (SELECT count(*) FROM finding WHERE to_date IS NULL AND state = 'open' AND verdict = 'deny') AS denied,
  (SELECT count(DISTINCT component_id) FROM component_license) AS components,
  (SELECT count(DISTINCT component_id) FROM component_license JOIN license USING (license_id) WHERE status <> 'concluded') AS unlicensed,
  (SELECT value FROM meta WHERE name = 'policy') AS policy
FROM repository`;
