// Said of the license document itself by the GNU licenses, the Artistic License 2.0, the Affero license and WTFPL.
const OF_THIS_DOCUMENT =
  /everyone is permitted to copy and distribute (?:verbatim|exact|copies)|of this licen[cs]e document, but changing it is not|permitted to copy and distribute this licen[cs]e/i;
// BUSL-1.1, EUPL, and the examples at the end of the GNU licenses.
const OWN =
  /licen[cs]e text copyright|^EUPL\b|copyrighted by the free\b|copyright interest in|\byoyodyne\b|\bty coon\b|gnomovision|modified version of the gnu/i;
const NEAR = 5;

/** Does the statement belong to the license text, not to the work that is under it? */
export function belongsToText(statement: string, context: string, lines: readonly string[], at: number): boolean {
  if (OWN.test(context)) return true;
  if (!/free software foundation|perl foundation|affero|hocevar|larry wall|lambda|\bfsf\b/i.test(statement)) return false;
  for (let line = at; line <= at + NEAR; line += 1) {
    const pair = `${lines[line] ?? ''} ${lines[line + 1] ?? ''}`.slice(0, 400).replaceAll(/\s+/g, ' ');
    if (OF_THIS_DOCUMENT.test(pair)) return true;
  }
  return false;
}
