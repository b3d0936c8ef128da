import { UsageError } from '../../domain/usage-error.ts';
import { measureCoverage, type Coverage, type RepositoryCoverage } from '../../inventory/coverage.ts';
import type { Failure } from '../../inventory/attempt.ts';
import { requireStore } from '../../io/store/open-store.ts';
import { listStore } from '../../io/store/records.ts';
import { escapeControls } from '../../report/escape-controls.ts';
import { formatCount, formatShare, plural } from '../../report/numbers.ts';
import { renderTable } from '../../report/table.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice, type Voice } from '../log.ts';
import { readOrg } from '../org-context.ts';
import { readCount } from '../read-count.ts';
import { renderRowsCsv } from '../render-rows.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import type { OrgStatusFlags } from '../flags/org.ts';

/** What of the organization has been looked at, how long ago, and what not. */
export function orgStatusCommand(flags: OrgStatusFlags, terminal: Terminal): ExitCode {
  const voice = readVoice(flags, terminal);
  const org = readOrg(flags, voice, terminal);
  requireStore(org.store);
  const { records, attempts, problems } = listStore(org.store);
  for (const { path, message } of problems)
    terminal.err(`${voice.errStyle.warning('warning')} ${escapeControls(path)}: ${message}\n`);
  const coverage = measureCoverage({
    manifest: org.manifest,
    records,
    attempts,
    asOf: judgementDate(flags.today, terminal.env, new Date()),
    maxAgeDays: readCount(flags.maxAge, '--max-age'),
  });
  terminal.out(render(coverage, flags.format, voice));
  return EXIT.ok;
}

function render(coverage: Coverage, format: string, voice: Voice): string {
  if (format === 'json') return `${JSON.stringify(coverage, undefined, 2)}\n`;
  if (format === 'table') return renderCoverage(coverage, voice);
  if (format === 'csv')
    return renderRowsCsv(
      COLUMNS,
      coverage.repositories.map((item) => ({ ...item, products: item.products.join(' '), failures: item.failures?.length ?? 0 })),
    );
  throw new UsageError(`unknown format \`${format}\``, 'one of table, json, csv');
}

const COLUMNS = [
  'repository',
  'state',
  'team',
  'products',
  'partial',
  'lookedAt',
  'commit',
  'commitDate',
  'components',
  'reason',
  'failures',
] as const;
const MOST_SHOWN = 40;

function renderCoverage(coverage: Coverage, { outStyle, verbose }: Voice): string {
  const { inScope, states, maxAgeDays } = coverage;
  const share = (count: number): string => `${formatCount(count)} of ${formatCount(inScope)} (${formatShare(count, inScope)})`;
  const head = [
    outStyle.bold(`${escapeControls(coverage.organization)}, as of ${coverage.asOf}`),
    `  known             ${share(coverage.known)}`,
    `  looked at within ${plural(maxAgeDays, 'day')}: ${share(coverage.current)}`,
    `  with files that could not be read: ${share(coverage.partial)}`,
    `  not in scope      ${formatCount(states.archived)} archived, ${formatCount(states.excluded)} excluded`,
    '',
  ];
  const gaps = coverage.repositories.filter((item) => ['stale', 'failed', 'imported', 'never'].includes(item.state));
  const shown = verbose ? gaps : gaps.slice(0, MOST_SHOWN);
  const rows = shown.map((item) => [
    item.state,
    escapeControls(item.repository),
    escapeControls(item.team ?? '-'),
    item.lookedAt?.slice(0, 10) ?? 'never',
    reasonOf(item),
  ]);
  const table =
    rows.length === 0
      ? 'nothing in scope is missing, stale or failed\n'
      : renderTable(
          ['state', 'repository', 'team', 'looked at', 'reason'].map((title) => ({ title })),
          rows,
        );
  const more =
    gaps.length > shown.length
      ? `and ${formatCount(gaps.length - shown.length)} more: \`--verbose\` or \`--format csv\` shows all\n`
      : '';
  const unlisted =
    coverage.unlisted.length === 0
      ? ''
      : `\nin the store, but not in the manifest: ${coverage.unlisted.slice(0, 10).map(escapeControls).join(', ')}${coverage.unlisted.length > 10 ? ', …' : ''}\n`;
  return `${head.join('\n')}\n${table}${more}${unlisted}${renderFailures(coverage, verbose)}`;
}

function reasonOf({ state, reason = '', failures = [] }: RepositoryCoverage): string {
  const often = state === 'failed' && failures.length > 1 ? ` (${failures.length} failures since ${dayOf(failures.at(-1))})` : '';
  return escapeControls(reason) + often;
}

function dayOf(failure: Failure | undefined): string {
  return failure?.at.slice(0, 10) ?? '';
}

// What failed yesterday and works today may fail tomorrow.
function renderFailures({ repositories }: Coverage, verbose: boolean): string {
  const failed = repositories.filter((item) => (item.failures ?? []).length > 0);
  const recovered = failed.filter((item) => item.state !== 'failed').length;
  if (!verbose)
    return recovered === 0
      ? ''
      : `\n${plural(recovered, 'repository', 'repositories')} failed before and could be read since; \`--verbose\` shows when and why\n`;
  const rows = failed.flatMap(({ repository, failures = [] }) =>
    failures.map(({ at, reason }) => [at, escapeControls(repository), escapeControls(reason)]),
  );
  return rows.length === 0
    ? ''
    : `\n${renderTable(
        ['failed at', 'repository', 'reason'].map((title) => ({ title })),
        rows,
      )}`;
}
