import type { EvaluatedChecklist, EvaluatedEvidence } from './evaluate-checklist.ts';

const MARK = {
  pass: 'pass',
  attested: 'attested',
  not_applicable: 'n/a',
  unknown: 'unknown',
  stale: 'stale',
  conflict: 'conflict',
  fail: 'FAIL',
} as const;

/** The checklist as a page people can read: what holds, what does not, what nobody knows. */
export function renderChecklistMarkdown(checklist: EvaluatedChecklist): string {
  const counts = Object.entries(checklist.counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  const stages = checklist.stages.map(({ stage, title, items }) => {
    const sections = items.map(
      (item) => `### ${item.id} · ${MARK[item.state]}\n\n${item.title}\n\n${item.evidence.map(renderEvidence).join('')}`,
    );
    return `## Stage ${stage}: ${title}\n\n${sections.join('\n')}`;
  });
  return [
    `# ${checklist.title}\n`,
    `${counts.join(', ')}. Unknown is not a pass: it means that nothing was measured or registered.\n`,
    ...stages,
    `---\n\n${checklist.source.attribution}\n`,
  ].join('\n');
}

function renderEvidence(evidence: EvaluatedEvidence): string {
  return `- **${MARK[evidence.state]}** \`${evidence.name}\`${evidence.optional ? ' (optional)' : ''}: ${evidence.why}\n`;
}
