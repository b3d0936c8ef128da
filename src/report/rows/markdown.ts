import type { Snapshot } from '../../domain/snapshot.ts';
import { formatCount, formatShare, plural } from '../numbers.ts';
import { codeSpan } from '../code-span.ts';
import { componentRows, type Column } from './component-rows.ts';

const SHOWN: readonly Column[] = ['name', 'version', 'ecosystem', 'use', 'license', 'license status', 'projects'];

/** A document for a wiki or a pull request: what was scanned, what could not be read, and a table of the packages. */
export function* renderInventoryMarkdown(snapshot: Snapshot): Iterable<string> {
  const { source, components, inputs } = snapshot;
  const third = components.filter((component) => !component.firstParty);
  const known = third.filter((component) => component.concluded.status === 'concluded').length;
  const unread = inputs.filter(({ state }) => state === 'failed' || state === 'unsupported' || state === 'stale');
  yield `# Inventory of ${codeSpan(source.name)}\n\n`;
  const facts = [source.commit?.slice(0, 12), source.time?.slice(0, 10)].filter((fact) => fact !== undefined);
  if (facts.length > 0)
    yield `As of ${facts.map((fact) => codeSpan(fact)).join(', ')}${source.dirty ? ', with uncommitted changes' : ''}.\n\n`;
  yield `${plural(third.length, 'third-party component')} in ${plural(snapshot.projects.length, 'project')}; `;
  yield `the license is known of ${formatCount(known)} (${formatShare(known, third.length)}).\n`;
  yield `${plural(inputs.length, 'manifest')} seen, ${formatCount(unread.length)} of them not read completely.\n`;
  if (unread.length > 0) {
    yield '\n## Not read completely\n\n| file | state | reason |\n| --- | --- | --- |\n';
    for (const input of unread) yield row([codeSpan(input.path), input.state, codeSpan(input.reason ?? '')]);
  }
  if (third.length === 0) return;
  yield `\n## Components\n\n| ${SHOWN.join(' | ')} |\n|${' --- |'.repeat(SHOWN.length)}\n`;
  for (const component of componentRows(snapshot)) {
    if (component.kind === 'third-party') yield row(SHOWN.map((column) => codeSpan(component[column])));
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
