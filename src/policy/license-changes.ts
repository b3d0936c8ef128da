import type { Component } from '../domain/component.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { parseSpdx, spdxTerms } from '../domain/spdx-expression.ts';
import { digestsOf, findCuration } from './curation.ts';
import { viewLicense } from './license-view.ts';
import type { Policy } from './model.ts';
import { normalKey } from './normal-form.ts';
import { bareName, namePackage } from './package-pattern.ts';

/**
 * The license that a package had in the base, when that was another one. Order and repetition in an expression are no
 * change, and neither is a license that was not known, or is not any more: that says something of us, not of the package.
 */
export type LicenseBefore = (component: Component, text: string) => string | undefined;

/** What every package of the base was under, as the policy in force sees it: all versions of one package together. */
export function licensesBefore(base: Snapshot, policy: Policy): LicenseBefore {
  const keys = new Map<string, string | undefined>();
  const keyOf = (text: string): string | undefined => {
    if (!keys.has(text)) keys.set(text, keyOfLicense(text));
    return keys.get(text);
  };
  const known = new Map<string, Map<string, string>>();
  for (const component of base.components) {
    if (component.firstParty) continue;
    const text = licenseText(component, policy);
    const key = text === undefined ? undefined : keyOf(text);
    if (text === undefined || key === undefined) continue;
    const name = packageKey(component);
    const texts = known.get(name);
    if (texts === undefined) known.set(name, new Map([[key, text]]));
    else texts.set(key, text);
  }
  return (component, text) => {
    const before = known.get(packageKey(component));
    const key = before === undefined ? undefined : keyOf(text);
    if (before === undefined || key === undefined || before.has(key)) return undefined;
    return [...before.values()].toSorted().join(' / ');
  };
}

function licenseText(component: Component, policy: Policy): string | undefined {
  const item = policy.curations.length === 0 || component.purl === undefined ? undefined : namePackage(component.purl);
  const curated = findCuration(policy.curations, item, digestsOf(component, policy));
  if (curated?.status === 'applies') return curated.curation.expression;
  const { input } = viewLicense(component, policy.licenses.view);
  return input.kind === 'text' ? input.text : undefined;
}

function keyOfLicense(text: string): string | undefined {
  const parsed = parseSpdx(text);
  if (!parsed.ok) return undefined;
  const isStated = spdxTerms(parsed.node).every((term) => term.kind === 'license' || term.kind === 'reference');
  return isStated ? normalKey(parsed.node) : undefined;
}

function packageKey({ purl, name, ecosystem }: Component): string {
  return purl === undefined ? `${ecosystem} ${name}` : bareName(purl);
}
