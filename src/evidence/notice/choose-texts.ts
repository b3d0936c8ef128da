import { parseSpdx, renderTerm, spdxTerms } from '../../domain/spdx-expression.ts';
import type { Attributed, NoticeTools, OwnText, OwnTexts } from './tools.ts';

/** A license file of a package that belongs into the document, with the terms whose text it is. */
export interface ChosenText {
  readonly own: OwnText;
  readonly licenses: readonly string[];
}

export interface ChosenTexts {
  readonly licenses: readonly ChosenText[];
  readonly notices: readonly OwnText[];
  /** Terms in force whose text no file of the package holds. */
  readonly uncovered: readonly string[];
  /** Exceptions in force of which no file of the package that is carried speaks. */
  readonly uncoveredExceptions: readonly string[];
}

/**
 * The files of a package that an attribution carries: its license files, but for those of branches that were not taken,
 * and every notice. A file that nobody could name is carried as well: it may say what has to be said.
 */
export function chooseTexts({ component, terms }: Attributed, own: OwnTexts | undefined, tools: NoticeTools): ChosenTexts {
  const licenses: ChosenText[] = [];
  const covered = new Set<string>();
  const spokenOf = new Set<string>();
  for (const text of own?.texts ?? []) {
    if (text.kind !== 'license') continue;
    const found = component.licenseEvidence.filter(
      (evidence) =>
        evidence.role === 'detected' &&
        evidence.location.root === text.location.root &&
        evidence.location.path === text.location.path,
    );
    const detected = [...new Set(found.flatMap((evidence) => termsOf(evidence.expression)))];
    const inForce = terms.filter((term) => detected.some((other) => tools.sameText(term, other)));
    // Everything it holds is of a branch that was not taken.
    if (inForce.length === 0 && detected.length > 0 && terms.length > 0) continue;
    for (const term of detected) for (const exception of exceptionOf(term)) spokenOf.add(exception);
    licenses.push({ own: text, licenses: detected.length === 0 ? [] : inForce.length > 0 ? inForce : detected });
    for (const evidence of found) {
      if (evidence.method !== 'license-text') continue;
      for (const term of terms) if (termsOf(evidence.expression).some((other) => tools.sameText(term, other))) covered.add(term);
    }
  }
  const notices = (own?.texts ?? []).filter((text) => text.kind === 'notice' || text.kind === 'third-party');
  const exceptions = [...new Set(terms.flatMap(exceptionOf))];
  return {
    licenses,
    notices,
    uncovered: terms.filter((term) => !covered.has(term)),
    uncoveredExceptions: exceptions.filter((exception) => !spokenOf.has(exception)),
  };
}

function exceptionOf(term: string): readonly string[] {
  return term.split(' WITH ').slice(1);
}

function termsOf(expression: string | undefined): readonly string[] {
  const parsed = expression === undefined ? undefined : parseSpdx(expression);
  return parsed?.ok === true ? spdxTerms(parsed.node).map(renderTerm) : [];
}
