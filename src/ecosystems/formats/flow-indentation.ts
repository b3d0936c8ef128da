const INDENT = ' '.repeat(64);
const CLOSING = /^[ \t]*[\]}]+,?[ \t]*(?:#.*)?$/;

/**
 * The text with the ends of flow collections indented, which YAML 1.2 asks for (section 7.4) and libyaml, go-yaml and all that
 * rest on them do not:
 *
 *     command: [
 *       "start"
 *     ]
 */
export function indentClosings(text: string): string {
  return text
    .split('\n')
    .map((line) => (CLOSING.test(line) ? INDENT + line : line))
    .join('\n');
}

/** The same for one line inside of a flow collection, counted from 0. */
export function indentLine(text: string, number: number): string {
  const lines = text.split('\n');
  const line = lines[number];
  if (line !== undefined) lines[number] = INDENT + line;
  return lines.join('\n');
}
