import { limitCell } from '../rows/limit-cell.ts';
import { zip, type ZipEntry } from './zip.ts';

export interface Sheet {
  readonly name: string;
  /** Characters. */
  readonly widths: readonly number[];
  /** The first row is the heading. */
  readonly rows: Iterable<readonly string[]>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

// A sheet has no more rows (Excel's limit); the rest would make the file unreadable.
const MOST_ROWS = 1_048_576;

/**
 * A workbook (ECMA-376, SpreadsheetML) in pieces. Every cell is an inline string: no cell is ever a formula, whatever stands in
 * it, and no table of shared strings has to be kept.
 */
export function renderWorkbook(sheets: readonly Sheet[]): Iterable<Uint8Array> {
  return zip([
    entry('[Content_Types].xml', contentTypes(sheets)),
    entry('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])),
    entry('xl/workbook.xml', workbook(sheets)),
    entry(
      'xl/_rels/workbook.xml.rels',
      relationships([
        ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
        ['styles', 'styles.xml'],
      ]),
    ),
    entry('xl/styles.xml', STYLES),
    ...sheets.map((sheet, index): ZipEntry => ({ path: `xl/worksheets/sheet${index + 1}.xml`, chunks: worksheet(sheet) })),
  ]);
}

function entry(path: string, text: string): ZipEntry {
  return { path, chunks: [HEAD, text] };
}

function contentTypes(sheets: readonly Sheet[]): string {
  const parts = sheets.map((_, index) => override(`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet'));
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${parts.join('')}${override('/xl/styles.xml', 'styles')}</Types>`;
}

function override(part: string, type: string): string {
  return `<Override PartName="${part}" ContentType="${SHEET_TYPE}.${type}+xml"/>`;
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const items = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function workbook(sheets: readonly Sheet[]): string {
  const items = sheets.map(
    ({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${items.join('')}</sheets></workbook>`;
}

// Style 0 is plain, style 1 the heading.
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function* worksheet({ widths, rows }: Sheet): Iterable<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  const columns = widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`);
  yield `<cols>${columns.join('')}</cols><sheetData>`;
  let count = 0;
  for (const cells of rows) {
    if (count === MOST_ROWS) break;
    count += 1;
    const style = count === 1 ? ' s="1"' : '';
    yield `<row r="${count}">${cells.map((text, index) => cell(`${columnName(index)}${count}`, text, style)).join('')}</row>`;
  }
  yield `</sheetData><autoFilter ref="A1:${columnName(widths.length - 1)}${Math.max(count, 1)}"/></worksheet>`;
}

function cell(reference: string, text: string, style: string): string {
  if (text === '') return '';
  return `<c r="${reference}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(limitCell(text))}</t></is></c>`;
}

// A, B, …, Z, AA
function columnName(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// ECMA-376 Part 1, 22.4.2.4: `_x000D_` in a text stands for a character, so an underscore that begins such a form is escaped.
function escapeXml(text: string): string {
  return text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replaceAll(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
}
