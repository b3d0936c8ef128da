import type { GapKind, Notice, NoticeComponent, NoticeText, SourceOffer } from '../../domain/notice.ts';
import { escapeControls } from '../escape-controls.ts';
import { plural } from '../numbers.ts';

/** Lines of a text with line breaks and tabs kept, and everything else that could steer a terminal made visible. */
export function safeLines(text: string): string[] {
  return text
    .replaceAll(/\r\n?|\f/g, '\n')
    .replace(/^\n+|\s+$/g, '')
    .split('\n')
    .map((line) => line.split('\t').map(escapeControls).join('\t').trimEnd());
}

export function componentTitle({ name, version }: Pick<NoticeComponent, 'name' | 'version'>): string {
  return version === undefined ? name : `${name} ${version}`;
}

/** What the document is about and what it leaves out: the first thing that its reader has to know. */
export function introduction(notice: Notice): string[] {
  const { source, projects, scopes, leftOut, components, policy } = notice;
  const commit = source.commit === undefined ? '' : `, commit ${source.commit.slice(0, 12)}`;
  // A directory without a name of its own is called `.` by some ecosystems.
  const names = [...new Set(projects.map((project) => (project.name === '.' ? source.name : componentTitle(project))))];
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ` and ${names.length - 12} more` : '');
  const what = scopes === 'shipped' ? 'ship with' : 'are used by';
  const lines = [
    `This document lists ${plural(components.length, 'third-party component')} that ${what} ${shown} (repository ${source.name}${commit}).`,
  ];
  if (scopes === 'shipped' && leftOut.components > 0)
    lines.push(`${plural(leftOut.components, 'component')} that only development, tests or other projects need are left out.`);
  if (leftOut.projects.length > 0)
    lines.push(`${plural(leftOut.projects.length, 'project')} of the repository that are not part of this product are left out.`);
  lines.push(`Where a component offers several licenses, the one named here was taken by the policy ${policy.file}.`);
  return lines;
}

/** Where a text comes from, for the line above it. */
export function textOrigin(text: NoticeText, titles: ReadonlyMap<string, string>): string {
  const first = text.places[0];
  const name = first === undefined ? '' : (titles.get(first.component) ?? first.component);
  const others = new Set(text.places.map((place) => place.component)).size - 1;
  const more = others > 0 ? ` and ${plural(others, 'other component')}` : '';
  if (text.source === 'standard')
    return `standard text of the SPDX license list, for ${name}${more}, whose own copy was not found`;
  const path = first?.path === undefined ? '' : ` (${first.path})`;
  const lines = text.withoutCopyrights === true ? '; the copyright lines stand with each component' : '';
  return `from ${name}${path}${more}${lines}`;
}

const REACH: Readonly<Record<SourceOffer['reach'], string>> = {
  file: 'the source of its files as you ship them, with your changes to them',
  library: 'the source of this library as you ship it, with your changes',
  work: 'the complete corresponding source of the work that it is part of',
};

/** What has to be offered, in one sentence without a full stop. */
export function sourceDuty({ license, reach, network, modified }: SourceOffer): string {
  // LGPL-2.1 section 6, LGPL-3.0 section 4
  const relink = license.startsWith('LGPL-') ? ', and what users need to link your work with their own version of it' : '';
  const also = network ? '; use over a network counts, too' : '';
  return `${REACH[reach]}${relink}${also}${modified ? '; it is changed here, and the changes belong to it' : ''}`;
}

export const GAP_TITLES: Readonly<Record<GapKind, string>> = {
  'license-unknown': 'License not known',
  'license-none': 'No license: nobody gave the right to use it',
  'license-conflict': 'What the package declares and what its texts say disagree; both are listed',
  'text-missing': 'License text not found, neither in the package nor on the SPDX list',
  'text-standard': 'The package ships no text of its license; the standard text stands in for it',
  'files-missing': 'Package files not at hand: its copyright lines and notices are not known',
  'copyright-missing': 'No copyright statement in the files that were read',
  'file-left-out': 'File that could not be taken over',
  'version-unknown': 'Nothing says which version ships',
};
export const GAP_ORDER: readonly GapKind[] = [
  'license-none',
  'license-unknown',
  'license-conflict',
  'version-unknown',
  'files-missing',
  'text-missing',
  'text-standard',
  'file-left-out',
  'copyright-missing',
];

export const NO_LICENSE = 'License not known';
export const NOT_ADVICE = 'Made from what packages say about themselves. Not legal advice.';
