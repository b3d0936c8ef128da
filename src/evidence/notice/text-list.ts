import { createHash } from 'node:crypto';
import type { NoticeText } from '../../domain/notice.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { NoticeTools, OwnText } from './tools.ts';

type Place = NoticeText['places'][number];

interface Draft {
  readonly kind: NoticeText['kind'];
  readonly source: NoticeText['source'];
  readonly text: string;
  readonly digest: string;
  readonly licenses: Set<string>;
  readonly places: Place[];
  /** Another wording of the same text came along. */
  varied: boolean;
}

/** Collects the texts of a document, each once. A class because it is filled and then closed. */
export class TextList {
  readonly #drafts = new Map<string, Draft>();
  readonly #keys = new Map<string, string>();
  readonly #tools: NoticeTools;

  constructor(tools: NoticeTools) {
    this.#tools = tools;
  }

  /** Adds a package's license file; the answer is the key that `finish` gives an id for. */
  addLicense(component: string, own: OwnText, licenses: readonly string[]): string {
    const key = this.#keys.get(own.location.sha256) ?? this.#tools.textKey(own.text);
    this.#keys.set(own.location.sha256, key);
    return this.#add(`license\n${key}`, { kind: 'license', source: 'package', own, component, licenses });
  }

  /** Adds a notice: other files are the same only when their bytes are. */
  addNotice(component: string, own: OwnText, kind: 'notice' | 'third-party'): string {
    return this.#add(`${kind}\n${own.location.sha256}`, { kind, source: 'package', own, component, licenses: [] });
  }

  addStandard(component: string, license: string, text: string): string {
    const key = `standard\n${text}`;
    const known = this.#drafts.get(key);
    if (known === undefined) this.#drafts.set(key, draft({ kind: 'license', source: 'standard', text, digest: '' }));
    const item = this.#drafts.get(key);
    item?.licenses.add(license);
    if (item?.places.every((place) => place.component !== component) === true) item.places.push({ component });
    return key;
  }

  #add(key: string, { kind, source, own, component, licenses }: Added): string {
    const { root, path, sha256 } = own.location;
    const known = this.#drafts.get(key) ?? draft({ kind, source, text: own.text, digest: sha256 });
    this.#drafts.set(key, known);
    if (known.digest !== sha256) known.varied = true;
    for (const license of licenses) known.licenses.add(license);
    known.places.push({ component, root, path, sha256 });
    return key;
  }

  /** The texts, license texts first, in an order that depends on nothing but them; and the id of each key. */
  finish(): { readonly texts: readonly NoticeText[]; readonly idOf: (key: string) => string } {
    const sorted = [...this.#drafts].toSorted(([keyA, a], [keyB, b]) => byCodeUnit(sortText(keyA, a), sortText(keyB, b)));
    const ids = new Map(sorted.map(([key], index) => [key, `T${index + 1}`]));
    const texts = sorted.map(([key, item]): NoticeText => {
      const shown = item.varied ? this.#tools.withoutCopyrightLines(item.text) : item.text;
      return {
        id: ids.get(key) ?? '',
        kind: item.kind,
        licenses: [...item.licenses].toSorted(byCodeUnit),
        source: item.source,
        ...(shown !== item.text && { withoutCopyrights: true as const }),
        text: shown,
        places: item.places.toSorted((a, b) => byCodeUnit(`${a.component}\n${a.path ?? ''}`, `${b.component}\n${b.path ?? ''}`)),
      };
    });
    return { texts, idOf: (key) => ids.get(key) ?? '' };
  }
}

interface Added {
  readonly kind: NoticeText['kind'];
  readonly source: NoticeText['source'];
  readonly own: OwnText;
  readonly component: string;
  readonly licenses: readonly string[];
}

function draft(item: Pick<Draft, 'kind' | 'source' | 'text' | 'digest'>): Draft {
  return { ...item, licenses: new Set(), places: [], varied: false };
}

const KINDS = ['license', 'notice', 'third-party'];

function sortText(key: string, { kind, licenses }: Draft): string {
  const names = licenses.size === 0 ? '~' : [...licenses].toSorted(byCodeUnit).join(' ');
  return `${KINDS.indexOf(kind)}${names}\n${createHash('sha256').update(key).digest('hex')}`;
}
