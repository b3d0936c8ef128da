import { listField, textField } from '../domain/values.ts';
import type { SbomLicense } from './draft.ts';

/** License elements of SPDX 3 by their ids, as expressions. */
export interface Licenses3 {
  add(id: string, value: unknown): boolean;
  /** The claim that an element makes; `undefined` when it makes none, or is not there. */
  claim(id: string, role: SbomLicense['role']): SbomLicense | undefined;
}

interface Composite {
  readonly operator: 'AND' | 'OR' | 'WITH' | '+';
  readonly parts: readonly string[];
}

const MOST_TERMS = 10_000;

/** `https://spdx.org/licenses/MIT` and the two individuals of the licensing profile. */
const LISTED = /^https?:\/\/spdx\.org\/licenses\/([A-Za-z0-9.+-]+?)(?:\.html)?$/;
const INDIVIDUAL = /(?:^|[/_#])(NoAssertionLicense|NoneLicense)$/;

/** Collects what the profiles SimpleLicensing and ExpandedLicensing say. */
export function licenses3(): Licenses3 {
  const expressions = new Map<string, string>();
  const composites = new Map<string, Composite>();
  const texts = new Map<string, string>();
  return {
    add: (id, value) => {
      const type = (textField(value, 'type') ?? textField(value, '@type') ?? '').replace(/^(?:simple|expanded)licensing_/, '');
      const expression = textField(value, 'simplelicensing_licenseExpression');
      const text = textField(value, 'simplelicensing_licenseText');
      if (text !== undefined) texts.set(id, text);
      if (expression !== undefined) expressions.set(id, expression);
      else if (type === 'ListedLicense' || type === 'ListedLicenseException')
        expressions.set(id, listedId(id) ?? textField(value, 'name') ?? id);
      else if (type === 'CustomLicense' || type === 'CustomLicenseAddition' || type === 'SimpleLicensingText') {
        expressions.set(id, customId(id, value, type));
      } else if (type === 'ConjunctiveLicenseSet')
        composites.set(id, { operator: 'AND', parts: refsOf(value, 'expandedlicensing_member') });
      else if (type === 'DisjunctiveLicenseSet')
        composites.set(id, { operator: 'OR', parts: refsOf(value, 'expandedlicensing_member') });
      else if (type === 'OrLaterOperator')
        composites.set(id, { operator: '+', parts: refsOf(value, 'expandedlicensing_subjectLicense') });
      else if (type === 'WithAdditionOperator') {
        const parts = ['expandedlicensing_subjectExtendableLicense', 'expandedlicensing_subjectAddition'];
        composites.set(id, { operator: 'WITH', parts: parts.flatMap((key) => refsOf(value, key)) });
      } else return text !== undefined;
      return true;
    },
    claim: (id, role) => {
      const raw = render(id, expressions, composites);
      if (raw === undefined || raw === 'NOASSERTION') return undefined;
      const text = texts.get(id);
      return { role, raw, ...(text !== undefined && { texts: [{ name: raw, text }] }) };
    },
  };
}

/** The text of an element with all of its parts; iterative, and it ends on cycles. */
function render(
  root: string,
  expressions: ReadonlyMap<string, string>,
  composites: ReadonlyMap<string, Composite>,
): string | undefined {
  const pieces: string[] = [];
  const path = new Set<string>();
  type Step = { readonly id: string; readonly nested: boolean } | { readonly word: string } | { readonly leave: string };
  const steps: Step[] = [{ id: root, nested: false }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (pieces.length > MOST_TERMS) return undefined;
    if ('word' in step) pieces.push(step.word);
    else if ('leave' in step) path.delete(step.leave);
    else {
      const { id, nested } = step;
      const composite = composites.get(id);
      const plain = expressions.get(id) ?? listedId(id) ?? individual(id);
      if (composite === undefined || path.has(id)) {
        if (plain === undefined) return undefined;
        pieces.push(nested && / (?:and|or) /i.test(plain) ? `(${plain})` : plain);
        continue;
      }
      const [first, ...others] = composite.parts;
      if (first === undefined) return undefined;
      path.add(id);
      const wrap = nested && (composite.operator === 'AND' || composite.operator === 'OR');
      const inner: Step[] = [{ id: first, nested: true }];
      if (composite.operator === '+') inner.push({ word: '+' });
      else for (const part of others) inner.push({ word: ` ${composite.operator} ` }, { id: part, nested: true });
      const whole: Step[] = wrap ? [{ word: '(' }, ...inner, { word: ')' }, { leave: id }] : [...inner, { leave: id }];
      steps.push(...whole.toReversed());
    }
  }
  return pieces.join('');
}

function listedId(id: string): string | undefined {
  return LISTED.exec(id)?.[1];
}

function individual(id: string): string | undefined {
  const name = INDIVIDUAL.exec(id)?.[1];
  return name === undefined ? undefined : name === 'NoneLicense' ? 'NONE' : 'NOASSERTION';
}

// A reference that an expression can hold: the name when it is one, else the last part of the id.
function customId(id: string, value: unknown, type: string): string {
  const prefix = type === 'CustomLicenseAddition' ? 'AdditionRef-' : 'LicenseRef-';
  const name = textField(value, 'name');
  if (name?.startsWith(prefix) === true) return name;
  const last = id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf('#'), id.lastIndexOf(':')) + 1);
  const clean = last.replaceAll(/[^A-Za-z0-9.-]/g, '-');
  return clean.startsWith(prefix) ? clean : `${prefix}${clean}`;
}

function refsOf(value: unknown, key: string): string[] {
  const single = textField(value, key);
  if (single !== undefined) return [single];
  return (listField(value, key) ?? []).filter((item) => typeof item === 'string');
}
