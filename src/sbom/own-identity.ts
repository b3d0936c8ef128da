import type { IdentityEvidence } from '../domain/component.ts';
import { field, listField, recordField, textField } from '../domain/values.ts';

const TECHNIQUES = ['manifest-analysis', 'filename', 'source-code-analysis'] as const;

/** What a component is recognised by, as licet writes it (`evidence.identity`); a confidence of 1 is a lockfile that names it. */
export function readOwnIdentity(component: unknown): IdentityEvidence | undefined {
  const written = field(recordField(component, 'evidence'), 'identity');
  const identity: unknown = Array.isArray(written) ? written[0] : written;
  const [method] = listField(identity, 'methods') ?? [];
  const technique = TECHNIQUES.find((known) => known === textField(method, 'technique'));
  const confidence = Number(field(method, 'confidence'));
  const value = textField(method, 'value');
  // A lockfile that names it is certain, and is no guess to tell of.
  return technique === undefined || value === undefined || !(confidence < 1) ? undefined : { confidence, technique, value };
}
