import type { Alignment } from './align.ts';
import type { Document } from './document.ts';
import { GRAM } from './grams.ts';
import { GAP, type LicenseIndex, OPTIONAL, type Template } from './license-index.ts';

/** Where a text differs from its template: words that lack there, words that stand there instead. */
export interface Difference {
  /** Template words that are missing, as positions in the template. */
  readonly missing: readonly [from: number, to: number];
  /** Document words that are too much. */
  readonly extra: readonly [from: number, to: number];
  /** Required words missing, and extra words that count. */
  readonly lost: number;
  readonly added: number;
}

/** How well a template explains a stretch of the document. */
export interface TextMatch {
  readonly template: number;
  readonly from: number;
  readonly to: number;
  /** Required words found. */
  readonly matched: number;
  /** Words found, optional ones included. */
  readonly explained: number;
  /** matched / (matched + differences). */
  readonly score: number;
  /** matched / required. */
  readonly coverage: number;
  readonly differences: readonly Difference[];
}

/** Words that may stand in a gap without counting: a long list of holders, no clause. */
const WIDEST_GAP = 40;
/** A text without any of a template's own names is probably another license. */
const UNSIGNED = 0.82;

/** Turns an alignment into a score and its differences; `undefined` when nothing was met. */
export function measure(index: LicenseIndex, document: Document, alignment: Alignment): TextMatch | undefined {
  const template = index.templates[alignment.template] as Template;
  const { partner } = alignment;
  forgetStrays(index, template, partner);
  const [first, last] = trim(partner);
  if (first < 0) return undefined;
  const differences: Difference[] = [];
  const count = counter(index, document, template);
  let matched = 0;
  let explained = 0;
  let cost = 0;
  let templateAt = 0;
  let documentAt = partner[first] ?? 0;
  const note = (toTemplate: number, toDocument: number): void => {
    const difference = count([templateAt, toTemplate], [documentAt, toDocument]);
    if (difference.lost > 0 || toDocument > documentAt) differences.push(difference);
    cost += Math.max(difference.lost, difference.added);
  };
  for (let at = first; at <= last; at += 1) {
    const met = partner[at] ?? -1;
    if (met < 0) continue;
    if (at > templateAt || met > documentAt) note(at, met);
    if (((index.flags[template.start + at] ?? 0) & OPTIONAL) === 0) matched += 1;
    explained += 1;
    templateAt = at + 1;
    documentAt = met + 1;
  }
  note(template.length, documentAt);
  const isSigned = template.signature.length === 0 || template.signature.some((at) => (partner[at] ?? -1) >= 0);
  const score = matched === 0 ? 0 : (matched / (matched + cost)) * (isSigned ? 1 : UNSIGNED);
  return {
    template: alignment.template,
    from: partner[first] ?? 0,
    to: documentAt,
    matched,
    explained,
    score,
    coverage: matched / template.required,
    differences,
  };
}

/** Counts what matters of a difference: required words, words outside gaps and copyright statements. */
function counter(
  index: LicenseIndex,
  document: Document,
  template: Template,
): (missing: readonly [number, number], extra: readonly [number, number]) => Difference {
  return (missing, extra) => {
    let lost = 0;
    let isOpen = missing[0] > 0 && ((index.flags[template.start + missing[0] - 1] ?? 0) & GAP) !== 0;
    for (let at = missing[0]; at < missing[1]; at += 1) {
      const flag = index.flags[template.start + at] ?? 0;
      if ((flag & OPTIONAL) === 0) lost += 1;
      if ((flag & GAP) !== 0) isOpen = true;
    }
    let added = 0;
    for (let at = extra[0]; at < extra[1]; at += 1) if (document.ignorable[at] === 0) added += 1;
    return { missing, extra, lost, added: isOpen ? Math.max(0, added - WIDEST_GAP) : added };
  };
}

/** Behind the last required word, single words of an optional ending (an appendix) are met in any text: they are nobody's. */
function forgetStrays(index: LicenseIndex, template: Template, partner: Int32Array): void {
  let end = template.length;
  while (end > 0 && ((index.flags[template.start + end - 1] ?? 0) & OPTIONAL) !== 0) end -= 1;
  for (let at = end; at < template.length;) {
    let next = at + 1;
    while (next < template.length && (partner[at] ?? -1) >= 0 && partner[next] === (partner[next - 1] ?? -1) + 1) next += 1;
    const joins = at === end && (partner[at] ?? -1) === (partner[at - 1] ?? -1) + 1;
    if (next - at < GRAM && !joins) partner.fill(-1, at, next);
    at = next;
  }
}

/** Drops stray words met far from the body at both ends: shorter than the hole that parts them from it. */
function trim(partner: Int32Array): readonly [first: number, last: number] {
  const met: number[] = [];
  for (let at = 0; at < partner.length; at += 1) if ((partner[at] ?? -1) >= 0) met.push(at);
  const hole = (left: number, right: number): number => (partner[right] ?? 0) - (partner[left] ?? 0) - 1;
  let begin = 0;
  for (let at = 0, run = 0; at + 1 < met.length && at < 60; at += 1) {
    run += 1;
    if (hole(met[at] ?? 0, met[at + 1] ?? 0) > run * 2) {
      begin = at + 1;
      run = 0;
    }
  }
  let end = met.length - 1;
  for (let at = met.length - 1, run = 0; at > begin && at > met.length - 60; at -= 1) {
    run += 1;
    if (hole(met[at - 1] ?? 0, met[at] ?? 0) > run * 2) {
      end = at - 1;
      run = 0;
    }
  }
  return [met[begin] ?? -1, met[end] ?? -1];
}
