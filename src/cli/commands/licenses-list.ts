import { UsageError } from '../../domain/usage-error.ts';
import { loadLicenseKnowledge } from '../../io/license-knowledge.ts';
import { listLicenses } from '../../licenses/knowledge/list.ts';
import { LICENSE_CATEGORIES } from '../../licenses/license-data.ts';
import { renderTable } from '../../report/table.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { LicensesListFlags } from '../flags/licenses.ts';

/** Everything that licet knows by name, one line each. */
export function licensesListCommand({ category, json }: LicensesListFlags, terminal: Terminal): ExitCode {
  if (category !== undefined && !LICENSE_CATEGORIES.some((known) => known === category))
    throw new UsageError(`unknown category \`${category}\``, `one of ${LICENSE_CATEGORIES.join(', ')}`);
  const all = listLicenses(loadLicenseKnowledge());
  const rows = category === undefined ? all : all.filter((row) => row.category === category);
  if (json === true) {
    terminal.out(`${JSON.stringify({ schema: 'licet-license-list/1', licenses: rows }, undefined, 2)}\n`);
    return EXIT.ok;
  }
  terminal.out(
    renderTable(
      [{ title: 'id' }, { title: 'category' }, { title: 'OSI' }, { title: 'FSF' }, { title: 'explained' }, { title: 'name' }],
      rows.map((row) => [
        row.id,
        row.category ?? row.kind,
        row.osi === true ? 'yes' : '-',
        row.fsf === 'free' ? 'free' : row.fsf === 'not-free' ? 'not free' : '-',
        row.deprecated === true ? 'deprecated' : row.explanation,
        row.name,
      ]),
    ),
  );
  return EXIT.ok;
}
