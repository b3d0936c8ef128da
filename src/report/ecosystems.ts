import type { Ecosystem } from '../ecosystems/ecosystem.ts';
import { renderTable } from './table.ts';

const yes = (value: boolean): string => (value ? 'yes' : '-');

function toRow({ title, capabilities, readers }: Ecosystem): string[] {
  return [
    title,
    filesOf(readers).join(', '),
    capabilities.graph,
    yes(capabilities.scopes),
    yes(capabilities.hashes),
    yes(capabilities.workspaces),
    capabilities.licenses.join(', '),
  ];
}

/** The globs as people would say them: `.yml` and `.yaml` are one, and long lists have a name. */
function filesOf(readers: Ecosystem['readers']): string[] {
  const claims = new Set(readers.flatMap((reader) => (reader.shows === undefined ? reader.claims : [reader.shows])));
  return [...claims].flatMap((claim) => {
    if (claim.endsWith('.yaml') && claims.has(claim.replace(/yaml$/, 'yml'))) return [];
    return [claim.endsWith('.yml') && claims.has(claim.replace(/yml$/, 'yaml')) ? claim.replace(/yml$/, 'y(a)ml') : claim];
  });
}

const TITLES = ['ecosystem', 'files read', 'graph', 'scopes', 'hashes', 'workspaces', 'licenses from'];

/** The table of what is read, for a terminal. */
export function renderEcosystemTable(ecosystems: readonly Ecosystem[]): string {
  return renderTable(
    TITLES.map((title) => ({ title })),
    ecosystems.map(toRow),
  );
}

/** The same table for the README; a test holds the two together. */
export function renderEcosystemMarkdown(ecosystems: readonly Ecosystem[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;
  return (
    line(TITLES) +
    line(TITLES.map(() => '---')).replaceAll('\\', '') +
    ecosystems.map((ecosystem) => line(toRow(ecosystem))).join('')
  );
}

/** The same facts for machines. */
export function renderEcosystemJson(ecosystems: readonly Ecosystem[]): string {
  const list = ecosystems.map(({ id, title, purlTypes, readers, capabilities, unsupported }) => ({
    id,
    title,
    purlTypes,
    capabilities,
    readers: readers.map(({ id: reader, version, kind, claims }) => ({ id: reader, version, kind, claims })),
    unsupported: unsupported ?? [],
  }));
  return `${JSON.stringify(list, null, 2)}\n`;
}
