import { wellFormed } from '../findings/inert.ts';

// Excel's limit for the text of a cell; LibreOffice and Google Sheets take at least as much.
const LONGEST_CELL = 32_767;

// Controls have no meaning in a cell, and in the XML of a workbook no form; what hides or reorders text stays out too.
const CONTROLS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g;

/** Text for one cell of a spreadsheet: no controls, well-formed, and never longer than a cell may be. */
export function limitCell(text: string): string {
  const clean = wellFormed(text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text);
  return clean.replaceAll(CONTROLS, '\ufffd');
}
