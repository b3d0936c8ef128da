import type { Notice, NoticeComponent } from '../../domain/notice.ts';
import {
  componentTitle,
  GAP_ORDER,
  GAP_TITLES,
  introduction,
  NO_LICENSE,
  NOT_ADVICE,
  safeLines,
  sourceDuty,
  textOrigin,
} from './phrases.ts';

/** What a notice begins with. */
export interface NoticeHead {
  readonly name: string;
  readonly introduction: readonly string[];
  readonly notAdvice: string;
  readonly groups: readonly NoticeGroup[];
}

/** Components of one license; `number` tells groups apart. */
export interface NoticeGroup {
  readonly number: number;
  readonly title: string;
  readonly count: number;
  /** Ids of the license texts that stand for the group. */
  readonly texts: readonly string[];
}

export interface NoticeItem {
  readonly title: string;
  readonly purl: string | undefined;
  readonly copyrights: readonly string[];
  /** What else its reader has to know. */
  readonly remarks: readonly string[];
  readonly texts: readonly string[];
}

export interface NoticeBlock {
  readonly id: string;
  readonly licenses: readonly string[];
  readonly origin: string;
  readonly lines: readonly string[];
}

export interface NoticeDuty {
  readonly title: string;
  readonly license: string;
  readonly duty: string;
  /** Where this very version can be had. */
  readonly origins: readonly string[];
}

/** How a format marks the parts of a notice; what the parts are and in which order they come, `walkNotice` knows. */
export interface NoticeMarks {
  begin(head: NoticeHead): string;
  group(group: NoticeGroup): string;
  item(item: NoticeItem): string;
  endGroup(group: NoticeGroup): string;
  section(title: string): string;
  block(block: NoticeBlock): string;
  duties(sentence: string): string;
  duty(duty: NoticeDuty): string;
  endDuties(): string;
  gaps(title: string): string;
  gap(text: string): string;
  endGaps(): string;
  end(): string;
}

const SECTIONS = [
  ['license', 'License texts'],
  ['notice', 'Notices of components, verbatim'],
  ['third-party', 'Notices of works that components include, verbatim'],
] as const;

const SOURCE_OWED =
  'These components come under licenses that ask whoever passes them on to give their source or to offer it in writing. Say where yours can be had.';

/** The notice in pieces, from its first line to its last, each part marked by a format. */
export function* walkNotice(notice: Notice, marks: NoticeMarks): Iterable<string> {
  const components = new Map(notice.components.map((component) => [component.id, component]));
  const titles = new Map(notice.components.map((component) => [component.id, componentTitle(component)]));
  const groups = notice.groups.map((group, number): NoticeGroup => ({
    number,
    title: group.license ?? NO_LICENSE,
    count: group.components.length,
    texts: group.texts,
  }));
  yield marks.begin({ name: notice.source.name, introduction: introduction(notice), notAdvice: NOT_ADVICE, groups });
  for (const group of groups) {
    yield marks.group(group);
    for (const id of notice.groups[group.number]?.components ?? []) {
      const component = components.get(id);
      if (component !== undefined) yield marks.item(toItem(component));
    }
    yield marks.endGroup(group);
  }
  for (const [kind, title] of SECTIONS) {
    const texts = notice.texts.filter((text) => text.kind === kind);
    if (texts.length > 0) yield marks.section(title);
    for (const text of texts) {
      const { id, licenses } = text;
      yield marks.block({ id, licenses, origin: textOrigin(text, titles), lines: safeLines(text.text) });
    }
  }
  yield* walkDuties(notice, { titles, marks });
  yield* walkGaps(notice, { titles, marks });
  yield marks.end();
}

function toItem(component: NoticeComponent): NoticeItem {
  const { purl, offered, copyrights, texts, modified, license } = component;
  return {
    title: componentTitle(component),
    purl,
    copyrights,
    remarks: [
      ...(offered === undefined ? [] : [`offered as ${offered}; taken: ${license ?? ''}`]),
      ...(modified === true ? ['changed by patches of this repository'] : []),
    ],
    texts,
  };
}

interface Telling {
  readonly titles: ReadonlyMap<string, string>;
  readonly marks: NoticeMarks;
}

function* walkDuties({ sourceOffers }: Notice, { titles, marks }: Telling): Iterable<string> {
  if (sourceOffers.length === 0) return;
  yield marks.section('Source code that is owed');
  yield marks.duties(SOURCE_OWED);
  for (const offer of sourceOffers) {
    const { component, license, origins } = offer;
    yield marks.duty({ title: titles.get(component) ?? component, license, duty: sourceDuty(offer), origins });
  }
  yield marks.endDuties();
}

function* walkGaps({ gaps }: Notice, { titles, marks }: Telling): Iterable<string> {
  if (gaps.length === 0) return;
  yield marks.section('What could not be found');
  for (const kind of GAP_ORDER) {
    const items = gaps.filter((gap) => gap.kind === kind);
    if (items.length === 0) continue;
    yield marks.gaps(`${GAP_TITLES[kind]} (${items.length})`);
    for (const { component, detail } of items)
      yield marks.gap(`${titles.get(component) ?? component}${detail === undefined ? '' : `: ${detail}`}`);
    yield marks.endGaps();
  }
}
