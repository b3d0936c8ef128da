import pLimit from 'p-limit';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Component, ComponentId } from '../../domain/component.ts';
import { ONLINE_SOURCES } from '../../domain/default-registries.ts';
import { by } from '../../domain/order.ts';
import { purlParts } from '../../domain/purl.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { OnlineAnswer, OnlineLookup } from '../../pipeline/services.ts';
import { decodeText } from '../decode-text.ts';
import type { AnswerCache } from './answer-cache.ts';
import { OnlineProblem } from './problem.ts';
import { WrongAnswer } from './source.ts';
import { SOURCES } from './sources.ts';
import type { Web } from './web.ts';

export interface LookupSettings {
  readonly web: Web;
  /** Where what was downloaded is kept. */
  readonly cache: AnswerCache;
  /** Addresses that replace the default ones, by source. */
  readonly addresses: Readonly<Partial<Record<string, string>>>;
}

const AT_ONCE = 24;
const MOST_REASONS = 5;

/** Asks the registry of each component, then the indexes that know several registries, until one of them says something. */
export function onlineLookup({ web, cache, addresses }: LookupSettings): OnlineLookup {
  const downloads = new Map<string, Set<string>>();
  const askOne = async (component: Component, files: boolean, problems: Problems): Promise<OnlineAnswer | undefined> => {
    const { purl, version } = component;
    if (purl === undefined || version === undefined) return undefined;
    const parts = purlParts(purl);
    for (const source of SOURCES.filter(({ types }) => types.includes(parts.type))) {
      const base = (addresses[source.id] ?? ONLINE_SOURCES[source.id]).replace(/\/+$/, '');
      try {
        const answer = await source.ask({ component, purl: parts, version, base, files }, web);
        if (answer === undefined || (answer.claims.length === 0 && answer.places.length === 0)) continue;
        for (const { root, path } of answer.places) downloads.set(root, (downloads.get(root) ?? new Set()).add(path));
        return answer;
      } catch (error) {
        if (!(error instanceof OnlineProblem)) throw error;
        problems.add(source.id, component, error);
      }
    }
    return undefined;
  };

  return {
    async ask(components, { files, onAnswer }) {
      const limit = pLimit(AT_ONCE);
      const problems = new Problems();
      const found = await Promise.all(
        components.map(async (component) =>
          limit(async () => {
            const answer = await askOne(component, files, problems);
            onAnswer();
            return [component.id, answer] as const;
          }),
        ),
      );
      const answers = new Map<ComponentId, OnlineAnswer>();
      for (const [id, answer] of found) if (answer !== undefined) answers.set(id, answer);
      return { answers, diagnostics: problems.describe() };
    },
    files(root) {
      const paths = downloads.get(root);
      return paths === undefined ? undefined : downloaded(paths, cache);
    },
  };
}

/** Downloads by address: its slashes are no folders. */
function downloaded(paths: ReadonlySet<string>, cache: AnswerCache): ReadOnlyFs {
  const bytes = (path: string): Uint8Array | undefined => (paths.has(path) ? cache.load(path)?.body : undefined);
  return {
    bytes,
    list: () => [],
    stat(path) {
      const found = bytes(path);
      return found === undefined ? undefined : { kind: 'file', size: found.length };
    },
    text(path) {
      const found = bytes(path);
      return found === undefined ? undefined : decodeText(path, found);
    },
  };
}

// A class because it gathers: one line per source and reason, not one per package.
class Problems {
  readonly #unanswered = new Map<string, Map<string, string[]>>();
  readonly #refused: Diagnostic[] = [];

  add(source: string, { purl, name }: Component, problem: OnlineProblem): void {
    const what = purl ?? name;
    if (problem instanceof WrongAnswer) {
      this.#refused.push(diagnostic('registry-answer-refused', `${source} was asked about ${what}: ${problem.message}`));
      return;
    }
    const reasons = this.#unanswered.get(source) ?? new Map<string, string[]>();
    this.#unanswered.set(source, reasons.set(problem.message, [...(reasons.get(problem.message) ?? []), what]));
  }

  describe(): readonly Diagnostic[] {
    const unanswered = [...this.#unanswered].flatMap(([source, reasons]) =>
      [...reasons]
        .toSorted(by(([reason]) => reason))
        .slice(0, MOST_REASONS)
        .map(([reason, purls]) => {
          const [first = ''] = purls.toSorted();
          const others = purls.length === 1 ? '' : ` and ${purls.length - 1} more`;
          return diagnostic('registry-unreachable', `${source} did not answer about ${first}${others}: ${reason}`);
        }),
    );
    return [...this.#refused, ...unanswered];
  }
}
