import type { Registry } from '../../evidence/registry/registry.ts';
import { nextActions } from '../../evidence/states/plan.ts';
import { STATES } from '../../evidence/states/state.ts';
import { escapeControls } from '../../domain/escape-controls.ts';
import type { Collected } from '../../pipeline/evidence/collect.ts';
import { renderTable } from '../../report/table.ts';

const COLUMNS = [
  { title: 'checklist' },
  { title: 'stage' },
  ...STATES.map((state) => ({ title: state.replace('_', ' '), align: 'right' as const })),
];

/** What was written, where each checklist stands, and what to do next. */
export function renderCollected({ checklists, allFiles, pack }: Collected, out: string, { program }: Registry): string {
  const rows = checklists.map((checklist) => [
    checklist.pack,
    checklist.stage === undefined ? '' : checklist.stage.reached === undefined ? 'none' : String(checklist.stage.reached),
    ...STATES.map((state) => String(checklist.counts[state])),
  ]);
  const actions = nextActions(checklists).map(({ what }, index) => `  ${index + 1}. ${escapeControls(what)}\n`);
  const reports = allFiles
    .filter(({ role, path }) => role === 'report' && path.endsWith('.html'))
    .map(({ path }) => `  ${out}/${path}\n`);
  const isSigned = allFiles.some(({ path }) => path.startsWith('attestation/'));
  return [
    renderTable(COLUMNS, rows),
    actions.length === 0 ? '' : `\nNext:\n${actions.join('')}`,
    `\nPack ${pack}: ${allFiles.length} files in ${out}, ${isSigned ? 'signed' : 'not signed'}${program === undefined ? '' : `; ${escapeControls(program.owner)} answers for the program`}.\n`,
    out.endsWith('.tar')
      ? `Read it with \`licet evidence report ${out} --for management\`.\n`
      : `Read first:\n${reports.join('')}`,
  ].join('');
}
