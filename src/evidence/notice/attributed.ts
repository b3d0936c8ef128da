import type { Component } from '../../domain/component.ts';
import type { Finding } from '../../domain/finding.ts';
import { isProduction } from '../../domain/scope.ts';
import { parseSpdx, renderTerm, spdxTerms } from '../../domain/spdx-expression.ts';
import type { Attributed, NoticeRequest } from './tools.ts';

/** The third-party components that the projects ship, in the order of the snapshot, each with the license in force. */
export function attributedComponents({ snapshot, findings, projects, scopes }: NoticeRequest): Attributed[] {
  const byComponent = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!projects.has(finding.project)) continue;
    const known = byComponent.get(finding.component.id);
    if (known === undefined) byComponent.set(finding.component.id, [finding]);
    else known.push(finding);
  }
  return snapshot.components.flatMap((component): Attributed[] => {
    if (component.firstParty) return [];
    const users = component.uses
      .filter(
        (use) => projects.has(use.project) && (scopes === 'all' || use.scopes.length === 0 || use.scopes.some(isProduction)),
      )
      .map((use) => use.project);
    if (users.length === 0) return [];
    return [{ component, projects: users, ...inForce(component, byComponent.get(component.id) ?? []) }];
  });
}

/** What was judged is what is attributed: the expression after curation, and the branch of an OR that the policy takes. */
function inForce(component: Component, findings: readonly Finding[]): Pick<Attributed, 'license' | 'offered' | 'terms'> {
  const none = { license: undefined, offered: undefined, terms: [] };
  const readable = findings.filter((finding) => termsOf(finding.expression).length > 0);
  const [first] = readable;
  if (first === undefined) {
    // A use that no policy judges (a project outside the inventory) still has the license that was concluded.
    if (component.concluded.status !== 'concluded') return none;
    const { expression } = component.concluded;
    return { license: expression, offered: undefined, terms: termsOf(expression) };
  }
  // Two projects may take different branches: the component is attributed under both.
  const chosen = [...new Set(readable.map((finding) => canonical(finding.chosen ?? finding.expression)))];
  const license =
    chosen.length === 1 ? (chosen[0] ?? first.expression) : canonical(chosen.map((text) => `(${text})`).join(' AND '));
  const whole = canonical(first.expression);
  return { license, offered: whole === license || !whole.includes(' OR ') ? undefined : whole, terms: termsOf(license) };
}

function canonical(text: string): string {
  const parsed = parseSpdx(text);
  return parsed.ok ? parsed.text : text;
}

/** The license terms of an expression, each once; none for what is no expression. */
function termsOf(text: string): readonly string[] {
  const parsed = parseSpdx(text);
  if (!parsed.ok) return [];
  const terms = spdxTerms(parsed.node).filter((term) => term.kind === 'license' || term.kind === 'reference');
  return [...new Set(terms.map(renderTerm))];
}
