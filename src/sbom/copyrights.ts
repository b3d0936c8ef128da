/** The notices of a `copyrightText` of SPDX, one a line; the two words for none are none. */
export function copyrightLines(text: string | undefined): string[] {
  if (text === undefined || text === 'NOASSERTION' || text === 'NONE') return [];
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
