import type { Snapshot } from '../../domain/snapshot.ts';
import { COLUMNS, componentRows, type Column } from '../rows/component-rows.ts';
import { renderWorkbook } from './workbook.ts';

const WIDTHS: Partial<Record<Column, number>> = { name: 36, purl: 48, license: 28, projects: 32, 'found at': 40, copyright: 40 };

/** The inventory as a workbook: components, projects, the files that were seen, and what went wrong. */
export function renderXlsx(snapshot: Snapshot): Iterable<Uint8Array> {
  return renderWorkbook([
    { name: 'Components', widths: COLUMNS.map((column) => WIDTHS[column] ?? 16), rows: componentSheet(snapshot) },
    { name: 'Projects', widths: [36, 28, 16, 16, 16, 40], rows: projectSheet(snapshot) },
    { name: 'Files', widths: [48, 16, 16, 16, 60], rows: fileSheet(snapshot) },
    { name: 'Diagnostics', widths: [12, 32, 48, 8, 80], rows: diagnosticSheet(snapshot) },
    { name: 'About', widths: [24, 80], rows: aboutSheet(snapshot) },
  ]);
}

function* componentSheet(snapshot: Snapshot): Iterable<readonly string[]> {
  yield COLUMNS;
  for (const row of componentRows(snapshot)) yield COLUMNS.map((column) => row[column]);
}

function* projectSheet({ projects }: Snapshot): Iterable<readonly string[]> {
  yield ['path', 'name', 'version', 'ecosystem', 'role', 'reason for the role'];
  for (const { path, name, version = '', ecosystem, role, roleReason } of projects) {
    yield [path === '' ? '.' : path, name, version, ecosystem, role, roleReason];
  }
}

function* fileSheet({ inputs }: Snapshot): Iterable<readonly string[]> {
  yield ['path', 'ecosystem', 'state', 'role', 'reason'];
  for (const { path, ecosystem, state, role, reason = '' } of inputs) yield [path, ecosystem, state, role, reason];
}

function* diagnosticSheet({ diagnostics }: Snapshot): Iterable<readonly string[]> {
  yield ['severity', 'code', 'path', 'line', 'message'];
  for (const { severity, code, path = '', line, message } of diagnostics) {
    yield [severity, code, path, line === undefined ? '' : String(line), message];
  }
}

function* aboutSheet({ source }: Snapshot): Iterable<readonly string[]> {
  yield ['fact', 'value'];
  yield ['name', source.name];
  yield ['repository', source.repository ?? ''];
  yield ['commit', source.commit ?? ''];
  yield ['uncommitted changes', source.dirty ? 'yes' : 'no'];
  yield ['time', source.time ?? ''];
  yield ['digest of the files read', source.treeDigest];
  yield ['made by', `${source.scanner.name} ${source.scanner.version}`];
}
