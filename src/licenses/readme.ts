import type { TextIdentification, TextIdentifier } from './text-identifier.ts';

const README = /^readme(?:\.(?:md|markdown|mdown|txt|rst))?$/i;
const TITLE = /^\W*(?:\d[\d.]*\s*)?(?:licen[cs](?:e|es|ing)|copying|copyright (?:and|&) licen[cs]e)\b.{0,40}$/i;
/** A README is read so far; books are none. */
const MOST_LINES = 5000;

/** Whether a file at the top of a package introduces it. */
export function isReadme(path: string): boolean {
  return README.test(path);
}

/** What a README says of its package's license: in the section about it, else only by the whole text of a license. */
export async function identifyReadme(text: string, path: string, identifier: TextIdentifier): Promise<TextIdentification> {
  const section = licenseSection(text);
  const identified = await identifier.identify({ path, bytes: Buffer.from(section ?? text) });
  const isWhole = identified.detections.length > 0 && identified.detections.every(({ method }) => method === 'license-text');
  if (section === undefined && !isWhole) return { detections: [] };
  // Bytes are those of the section.
  return { ...identified, detections: identified.detections.map(({ bytes: _bytes, ...detection }) => detection) };
}

/** The section about the license, with empty lines for the others, so that places stay; `undefined` without such a heading. */
function licenseSection(text: string): string | undefined {
  const lines = text.split(/\r?\n/).slice(0, MOST_LINES);
  let level = 0;
  let isFound = false;
  const kept = lines.map((line, at) => {
    const heading = headingAt(lines, at);
    if (heading !== undefined && level > 0 && heading.level <= level) level = 0;
    if (heading !== undefined && level === 0 && TITLE.test(heading.title)) {
      level = heading.level;
      isFound = true;
    }
    return level > 0 ? line : '';
  });
  return isFound ? kept.join('\n') : undefined;
}

/** `## License` of Markdown, or a title underlined as in Markdown and reStructuredText. */
function headingAt(lines: readonly string[], at: number): { readonly level: number; readonly title: string } | undefined {
  const line = (lines[at] ?? '').slice(0, 200);
  const marks = /^ {0,3}(#{1,6})[ \t]/.exec(line)?.[1];
  if (marks !== undefined)
    return {
      level: marks.length,
      title: line
        .trim()
        .replace(/^#+|#+$/g, '')
        .trim(),
    };
  const under = /^([=\-~^])\1{2,}[ \t]*$/.exec((lines[at + 1] ?? '').slice(0, 200))?.[1];
  if (under === undefined || line.trim() === '') return undefined;
  return { level: under === '=' ? 1 : 2, title: line.trim() };
}
