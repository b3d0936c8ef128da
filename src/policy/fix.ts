import type { Component } from '../domain/component.ts';
import type { FindingCode } from '../domain/finding.ts';
import type { Verdict } from './judge.ts';

interface Fixable {
  readonly verdict: Verdict;
  readonly code: FindingCode;
  readonly component: Component;
  /** Its purl without version. */
  readonly bare: string | undefined;
  readonly path: readonly string[];
  readonly components: (id: string) => Component | undefined;
}

/** What would close the finding, from what is known: no promise about other versions that were not looked at. */
export function suggestFix({ verdict, code, component, bare = component.name, path, components }: Fixable): string | undefined {
  const { purl } = component;
  const name = purl ?? component.name;
  if (verdict.reason === 'waived') return undefined;
  switch (code) {
    case 'LIC003':
    case 'LIC004':
      // Nobody looked at it yet: then there is nothing to look up before it is there.
      if (component.concluded.status === 'no-assertion' && component.concluded.reason === 'package-not-on-disk')
        return `install the packages or scan with their caches, ask once with \`licet licenses lock --online\`, or state it: \`licet policy curate ${name}\``;
      return `look at the license files and state what they say: \`licet policy curate ${name}\``;
    case 'LIC005':
      return `put \`${verdict.chosen ?? verdict.text}\` into a category of the policy, or list it`;
    case 'LIC007':
      return `ask ${verdict.waiver?.waiver.owner ?? 'its owner'} to renew the waiver, or remove the package`;
    case 'LIC008':
      return `settle which one holds: \`licet policy curate ${name}\``;
    case 'LIC010':
    case 'LIC011':
    case 'LIC012':
      return undefined;
    case 'LIC001':
    case 'LIC002':
    case 'LIC006':
    case 'LIC009': {
      if (verdict.verdict === 'allow') return undefined;
      const direct = path.slice(1).find((id) => components(id)?.firstParty === false);
      const via = direct === undefined ? undefined : components(direct);
      const remove =
        via === undefined || via.id === component.id
          ? `replace ${component.name}`
          : `replace or upgrade ${via.name}, which brings ${component.name}`;
      return `${remove} · or ask for a waiver: \`licet policy waive ${bare}\``;
    }
  }
}
