/** How copies of one component differ from each other, over the whole organization. */
export interface VariantRow {
  readonly component: number;
  readonly kind: string;
  readonly value: string;
  readonly repositories: number;
  readonly example: number;
}

interface Counted {
  repositories: number;
  readonly example: number;
}

/** Collects variants; gives those that make a difference: every origin and patch, and digests where there is more than one. */
export class VariantCounts {
  readonly #byComponent = new Map<number, Map<string, Counted>>();

  add(component: number, variant: string, repository: number): void {
    const known = this.#byComponent.get(component) ?? new Map<string, Counted>();
    if (known.size === 0) this.#byComponent.set(component, known);
    const counted = known.get(variant);
    if (counted === undefined) known.set(variant, { repositories: 1, example: repository });
    else counted.repositories += 1;
  }

  *rows(): Generator<VariantRow> {
    for (const [component, variants] of this.#byComponent) {
      const digests = [...variants.keys()].filter((variant) => variant.startsWith('digest '));
      for (const [variant, { repositories, example }] of variants) {
        const [kind, value] = splitOnce(variant);
        // Digests are only compared within one algorithm: npm lockfiles of two ages give SHA-1 and SHA-512 of the same archive.
        const alike = digests.filter((other) => algorithmOf(other) === algorithmOf(variant));
        if (kind !== 'digest' || alike.length > 1) yield { component, kind, value, repositories, example };
      }
    }
  }
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(' ');
  return [text.slice(0, at), text.slice(at + 1)];
}

function algorithmOf(variant: string): string {
  return variant.slice(0, variant.indexOf(':'));
}
