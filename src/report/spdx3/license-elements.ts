import { createHash } from 'node:crypto';
import type { Component } from '../../domain/component.ts';
import { LicenseWriter } from '../spdx/licenses.ts';
import { element, type Element } from './elements.ts';

// Individuals of the model, so they have no element in the document.
const INDIVIDUALS: Readonly<Record<string, string>> = {
  NONE: 'expandedlicensing_NoneLicense',
  NOASSERTION: 'expandedlicensing_NoAssertionLicense',
};

/** Licenses as elements that packages share: one per expression, one per text that SPDX does not list. */
export class LicenseElements {
  readonly #namespace: string;
  readonly #writer = new LicenseWriter();
  readonly #used = new Set<string>();

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  *relationsOf(component: Component, packageId: string): Iterable<Element> {
    const { concluded, declared, comments } = this.#writer.ofComponent(component);
    yield this.#relation(packageId, 'hasConcludedLicense', concluded, comments);
    yield this.#relation(packageId, 'hasDeclaredLicense', declared);
  }

  #relation(from: string, relationshipType: string, expression: string, comment?: string): Element {
    return element('Relationship', `${from}-${relationshipType}`, {
      ...(comment !== undefined && { comment }),
      from,
      relationshipType,
      to: [INDIVIDUALS[expression] ?? this.idOf(expression)],
    });
  }

  idOf(expression: string): string {
    this.#used.add(expression);
    return `${this.#namespace}#license-${createHash('sha256').update(expression).digest('hex').slice(0, 16)}`;
  }

  /** All that was used; asked for last. */
  *elements(): Iterable<Element> {
    const texts = new Map(this.#writer.extracted.map((license) => [license.licenseId, license]));
    for (const expression of [...this.#used].toSorted()) {
      const references = (expression.match(/LicenseRef-[\w.-]+/g) ?? []).filter((reference) => texts.has(reference));
      yield element('simplelicensing_LicenseExpression', this.idOf(expression), {
        simplelicensing_licenseExpression: expression,
        ...(references.length > 0 && {
          simplelicensing_customIdToUri: [...new Set(references)].map((key) => ({
            type: 'DictionaryEntry',
            key,
            value: this.#textId(key),
          })),
        }),
      });
    }
    for (const { licenseId, extractedText } of texts.values()) {
      yield element('simplelicensing_SimpleLicensingText', this.#textId(licenseId), {
        name: licenseId,
        simplelicensing_licenseText: extractedText,
      });
    }
  }

  #textId(licenseId: string): string {
    return `${this.#namespace}#text-${licenseId}`;
  }
}
