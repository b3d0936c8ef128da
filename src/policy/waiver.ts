import { parseSpdx } from '../domain/spdx-expression.ts';
import { matchesPath } from './glob.ts';
import type { Waiver } from './model.ts';
import { normalKey } from './normal-form.ts';
import { matchesPackage, type NamedPackage } from './package-pattern.ts';

export interface FoundWaiver {
  readonly waiver: Waiver;
  readonly status: 'valid' | 'expired' | 'license-changed';
}

interface Waived {
  readonly item: NamedPackage;
  readonly text: string;
  readonly path: string | undefined;
}

/** The waiver for this package, expression and path: a valid one, else one that ran out, else one for another license. */
export function findWaiver(waivers: readonly Waiver[], subject: Waived, today: string): FoundWaiver | undefined {
  const about = waivers.filter(
    (waiver) =>
      matchesPackage(waiver.package, subject.item) &&
      (waiver.paths === undefined || waiver.paths.some((pattern) => matchesPath(pattern, subject.path ?? ''))),
  );
  if (about.length === 0) return undefined;
  const key = expressionKey(subject.text);
  const found = about.map((waiver): FoundWaiver => {
    if (expressionKey(waiver.expression) !== key) return { waiver, status: 'license-changed' };
    return { waiver, status: waiver.expires < today ? 'expired' : 'valid' };
  });
  const order = ['valid', 'expired', 'license-changed'] as const;
  return order.map((status) => found.find((item) => item.status === status)).find((item) => item !== undefined);
}

function expressionKey(text: string): string {
  const parsed = parseSpdx(text);
  return parsed.ok ? normalKey(parsed.node) : text;
}
