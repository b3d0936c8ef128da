/** Colours by meaning. Nothing that is printed needs colour to be understood. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  error(text: string): string;
  warning(text: string): string;
  good(text: string): string;
  hint(text: string): string;
}

const same = (text: string): string => text;

export const PLAIN: Style = { bold: same, dim: same, error: same, warning: same, good: same, hint: same };

const sgr =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`;

export const COLOURED: Style = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  error: sgr(31, 39),
  warning: sgr(33, 39),
  good: sgr(32, 39),
  hint: sgr(36, 39),
};
