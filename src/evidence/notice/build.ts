import type { Component } from '../../domain/component.ts';
import type { Notice, NoticeComponent, NoticeGap, NoticeGroup } from '../../domain/notice.ts';
import { by, byCodeUnit, sortedUnique } from '../../domain/order.ts';
import { attributedComponents } from './attributed.ts';
import { chooseTexts, type ChosenTexts } from './choose-texts.ts';
import { originsOf, sourceOffersOf } from './source-offers.ts';
import { TextList } from './text-list.ts';
import type { Attributed, NoticeRequest, OwnTexts } from './tools.ts';

/** Facts, judgement and the packages' own files -> the attribution document. What could not be found stands in it as a gap. */
export function buildNotice(request: NoticeRequest): Notice {
  const { snapshot, projects, scopes, tools, policy } = request;
  const list = new TextList(tools);
  const attributed = attributedComponents(request).toSorted(by(({ component }) => sortName(component)));
  const gaps: NoticeGap[] = [];
  const drafts = attributed.map((item) => {
    const own = request.texts.get(item.component.id);
    const chosen = chooseTexts(item, own, tools);
    const keys = [
      ...chosen.licenses.map((text) => list.addLicense(item.component.id, text.own, text.licenses)),
      ...standardTexts(item, chosen, { list, gaps, own, tools }),
      ...chosen.notices.map((text) => list.addNotice(item.component.id, text, text.kind === 'notice' ? 'notice' : 'third-party')),
    ];
    gaps.push(...gapsOf(item, own));
    return { item, keys };
  });
  const { texts, idOf } = list.finish();
  const components = drafts.map(({ item, keys }) => toComponent(item, [...new Set(keys)].map(idOf)));
  const licenseTexts = new Set(texts.filter((text) => text.kind === 'license').map((text) => text.id));
  return {
    schema: 'licet-notice/1',
    source: toSource(request),
    projects: snapshot.projects
      .filter((project) => projects.has(project.id))
      .map(({ id, name, version, path }) => ({ id, name, ...(version !== undefined && { version }), path })),
    scopes,
    leftOut: {
      components: snapshot.components.filter((component) => !component.firstParty).length - components.length,
      projects: snapshot.projects.filter(({ id }) => !projects.has(id)).map(({ id, role }) => ({ id, role })),
    },
    policy,
    groups: toGroups(components, licenseTexts),
    components,
    texts,
    sourceOffers: attributed.flatMap(({ component, terms }) => sourceOffersOf(component, terms, tools)),
    gaps: distinct(gaps),
  };
}

interface StandardContext {
  readonly list: TextList;
  readonly gaps: NoticeGap[];
  readonly own: OwnTexts | undefined;
  readonly tools: NoticeRequest['tools'];
}

/** Where the package holds no text of a license or an exception in force, the standard text stands in, and the document says so. */
function standardTexts(
  { component: { id } }: Attributed,
  { uncovered, uncoveredExceptions }: ChosenTexts,
  { list, gaps, own, tools }: StandardContext,
): string[] {
  const licenses = [...new Set(uncovered.map((term) => term.split(' WITH ')[0] ?? term))];
  return [...licenses, ...uncoveredExceptions].flatMap((name) => {
    const text = tools.standardText(name);
    const isException = uncoveredExceptions.includes(name);
    if (text === undefined) gaps.push({ kind: 'text-missing', component: id, detail: isException ? whereToRead(name) : name });
    else if (own !== undefined) gaps.push({ kind: 'text-standard', component: id, detail: name });
    return text === undefined ? [] : [list.addStandard(id, name, text)];
  });
}

/** The list has names of exceptions and few texts: the document says which one is not in it, and where it is published. */
function whereToRead(exception: string): string {
  const page = /Ref-/.test(exception) ? '' : `, published at https://spdx.org/licenses/${exception}.html`;
  return `the exception ${exception} is in force and its text is not in this document${page}`;
}

function gapsOf({ component }: Attributed, own: OwnTexts | undefined): NoticeGap[] {
  const { id, concluded } = component;
  const gaps: NoticeGap[] = [];
  if (concluded.status === 'no-assertion') gaps.push({ kind: 'license-unknown', component: id, detail: whyUnknown(component) });
  if (concluded.status === 'none') gaps.push({ kind: 'license-none', component: id });
  if (concluded.status === 'conflict')
    gaps.push({ kind: 'license-conflict', component: id, detail: concluded.candidates.join(' / ') });
  if (component.resolution === 'declared') gaps.push({ kind: 'version-unknown', component: id });
  if (own === undefined) gaps.push({ kind: 'files-missing', component: id });
  else if ((component.copyrights?.length ?? 0) === 0) gaps.push({ kind: 'copyright-missing', component: id });
  for (const { path, reason } of own?.left ?? [])
    gaps.push({ kind: 'file-left-out', component: id, detail: `${path}: ${reason}` });
  return gaps;
}

// What is written helps whoever has to find out.
function whyUnknown({ concluded, licenseEvidence }: Component): string {
  if (concluded.status !== 'no-assertion') return '';
  const written = licenseEvidence.filter((evidence) => evidence.role === 'declared' && evidence.expression === undefined);
  const raw = [...new Set(written.map((evidence) => evidence.raw.slice(0, LONGEST_RAW)))].join('; ');
  return raw === '' ? concluded.reason : `${concluded.reason}, it says: ${raw}`;
}

const LONGEST_RAW = 200;

function distinct(gaps: readonly NoticeGap[]): NoticeGap[] {
  const byText = new Map(gaps.map((gap) => [`${gap.kind}\n${gap.component}\n${gap.detail ?? ''}`, gap]));
  // The order of the components stays within each kind.
  return [...byText.values()].toSorted((a, b) => byCodeUnit(a.kind, b.kind));
}

function toComponent({ component, projects, license, offered }: Attributed, texts: readonly string[]): NoticeComponent {
  const { id, name, version, purl, copyrights = [], patches = [] } = component;
  return {
    id,
    name,
    ...(version !== undefined && { version }),
    ...(purl !== undefined && { purl }),
    origins: originsOf(component),
    projects: sortedUnique(projects),
    ...(license !== undefined && { license }),
    ...(offered !== undefined && { offered }),
    copyrights: copyrights.map((statement) => statement.text),
    texts,
    ...(patches.length > 0 && { modified: true as const }),
  };
}

function toGroups(components: readonly NoticeComponent[], licenseTexts: ReadonlySet<string>): NoticeGroup[] {
  const groups = new Map<string | undefined, NoticeComponent[]>();
  for (const component of components) {
    const known = groups.get(component.license);
    if (known === undefined) groups.set(component.license, [component]);
    else known.push(component);
  }
  // Unknown licenses come first: they are what has to be looked at.
  const sorted = [...groups].toSorted(([a], [b]) => byCodeUnit(a ?? '', b ?? ''));
  return sorted.map(([license, members]) => ({
    ...(license !== undefined && { license }),
    components: members.map((component) => component.id),
    texts: [...new Set(members.flatMap((component) => component.texts))]
      .filter((text) => licenseTexts.has(text))
      .toSorted(byNumber),
  }));
}

function byNumber(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1));
}

function toSource({ snapshot: { source } }: NoticeRequest): Notice['source'] {
  const { name, commit, time, scanner } = source;
  return {
    name,
    ...(commit !== undefined && { commit }),
    ...(time !== undefined && { time }),
    scanner: `${scanner.name} ${scanner.version}`,
  };
}

function sortName(component: Component): string {
  return `${component.name.toLowerCase()}\n${component.id}`;
}
