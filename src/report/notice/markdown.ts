import { markdownText as safe } from '../markdown-text.ts';
import type { NoticeMarks } from './walk.ts';

/** The notice as Markdown; texts stand in code fences, so nothing in them is markup. */
export const MARKDOWN_MARKS: NoticeMarks = {
  begin: ({ name, introduction, notAdvice }) =>
    `# Third-party notices: ${safe(name)}\n\n${[...introduction, notAdvice].map(safe).join('\n\n')}\n`,
  group: ({ title }) => `\n## ${safe(title)}\n\n`,
  item: ({ title, purl, copyrights, remarks, texts }) => {
    const parts = [
      `**${safe(title)}**${purl === undefined ? '' : ` ${safe(purl)}`}`,
      ...[...copyrights, ...remarks].map(safe),
      ...(texts.length > 1 ? [`texts: ${texts.join(', ')}`] : []),
    ];
    return `- ${parts.join('  \n  ')}\n`;
  },
  endGroup: ({ texts }) => (texts.length === 0 ? '' : `\nLicense text: ${texts.join(', ')}\n`),
  section: (title) => `\n## ${title}\n`,
  block: ({ id, licenses, origin, lines }) => {
    // Longer than any run of backticks inside (CommonMark 4.5).
    const runs = lines.flatMap((line) => line.match(/`+/g) ?? []);
    const longest = runs.reduce((most, run) => Math.max(most, run.length), 2);
    const fence = '`'.repeat(longest + 1);
    const names = licenses.length === 0 ? '' : `: ${licenses.join(', ')}`;
    return `\n### ${safe(`${id}${names}`)}\n\n${safe(origin)}\n\n${fence}text\n${lines.join('\n')}\n${fence}\n`;
  },
  duties: (sentence) => `\n${sentence}\n\n`,
  duty: ({ title, license, duty, origins }) => {
    const from = origins.map((origin) => `  \n  this version: ${safe(origin)}`).join('');
    return `- **${safe(title)}** (${safe(license)}): ${safe(duty)}${from}\n`;
  },
  endDuties: () => '',
  gaps: (title) => `\n### ${safe(title)}\n\n`,
  gap: (text) => `- ${safe(text)}\n`,
  endGaps: () => '',
  end: () => '',
};
