import { markdownText as safe } from '../markdown-text.ts';
import { DERIVED, flagsOf, NOT_ADVICE, SITUATION_TITLES, USE_TITLES, type ShownLicense } from './document.ts';

/** One or more licenses explained, as Markdown for a wiki or a pull request. */
export function renderLicensesMarkdown(licenses: readonly ShownLicense[]): string {
  return `${licenses.map(renderOne).join('\n')}\n_${NOT_ADVICE}_\n`;
}

function renderOne(license: ShownLicense): string {
  const { deprecated, exception, policy } = license;
  const parts = [
    `## ${safe(license.id)}: ${safe(license.name)}\n\n${safe(flagsOf(license))}\n`,
    ...(deprecated === undefined
      ? []
      : [`Deprecated id${deprecated.successor === undefined ? '' : `; write ${safe(deprecated.successor)}`}.\n`]),
    `${safe(license.summary)}${license.explanation === 'derived' ? ` _${DERIVED}_` : ''}\n`,
    ...list(license.kind === 'exception' ? 'Adds' : 'Permits', license.permits),
    ...list(license.kind === 'exception' ? 'Keeps' : 'Requires', license.requires.length === 0 ? ['nothing'] : license.requires),
    ...list('Forbids', license.forbids),
    ...uses(license),
    ...(exception === undefined
      ? []
      : [
          `### ${safe(exception.id)}\n\n${safe(exception.summary)}\n`,
          ...list('Adds', exception.adds),
          ...list('Keeps', exception.keeps),
        ]),
    ...list('Watch out', license.watch),
    ...(policy === undefined
      ? []
      : [
          `### Our policy\n\n| situation | verdict | decided by |\n| --- | --- | --- |\n${policy.decisions
            .map(
              ({ situation, verdict, rule }) =>
                `| ${SITUATION_TITLES[situation] ?? situation} | ${verdict} | ${safe(`${rule.label} at ${rule.file}:${rule.line}`)} |\n`,
            )
            .join('')}`,
        ]),
  ];
  return parts.join('\n');
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`### ${title}\n\n${items.map((item) => `- ${safe(item)}\n`).join('')}`];
}

function uses(license: ShownLicense): string[] {
  const rows = USE_TITLES.flatMap(([use, title]) => {
    const said = license.uses[use];
    return said === undefined ? [] : [`| ${title} | ${safe(said)} |\n`];
  });
  return rows.length === 0 ? [] : [`### Used\n\n| use | what it means |\n| --- | --- |\n${rows.join('')}`];
}
