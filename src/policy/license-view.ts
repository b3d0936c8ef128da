import type { Component } from '../domain/component.ts';
import type { LicenseConclusion, LicenseEvidence } from '../domain/license.ts';
import type { LicenseInput } from './license-input.ts';
import type { Policy } from './model.ts';

export interface ViewedLicense {
  readonly input: LicenseInput;
  readonly source: 'concluded' | 'declared' | 'detected';
  /** Declared and detected say different things, and nobody settled it. */
  readonly conflict: boolean;
}

/** What to judge of a component: the first of the policy's views that says something. */
export function viewLicense(component: Component, view: Policy['licenses']['view']): ViewedLicense {
  const { concluded } = component;
  const conflict = concluded.status === 'conflict';
  for (const sources of view) {
    const [alone, more] = sources;
    if (alone !== undefined && more === undefined) {
      const input = fromConclusion(component, alone);
      if (input === undefined) continue;
      return { input, source: alone, conflict };
    }
    const inputs = sources.flatMap((source) => fromConclusion(component, source) ?? []);
    const [first] = inputs;
    const [source = 'concluded'] = sources;
    if (first === undefined) continue;
    if (inputs.length === 1) return { input: first, source, conflict };
    const texts = [...new Set(inputs.flatMap((input) => (input.kind === 'text' ? [input.text] : [])))];
    const text = texts.length > 1 ? texts.map((item) => `(${item})`).join(' AND ') : texts[0];
    return { input: text === undefined ? { kind: 'none' } : { kind: 'text', text }, source, conflict };
  }
  return { ...unreadable(component), conflict };
}

function fromConclusion(component: Component, source: 'concluded' | 'declared' | 'detected'): LicenseInput | undefined {
  const conclusion: LicenseConclusion = component[source];
  switch (conclusion.status) {
    case 'concluded':
      return { kind: 'text', text: conclusion.expression };
    // Both are judged: what fails one of them must not pass.
    case 'conflict':
      return { kind: 'text', text: conclusion.candidates.map((candidate) => `(${candidate})`).join(' AND ') };
    case 'none':
      return { kind: 'none' };
    case 'no-assertion':
      return undefined;
  }
}

// Nothing was concluded. What was written is judged as it stands, so that a message can point into it.
function unreadable(component: Component): Omit<ViewedLicense, 'conflict'> {
  const written = component.licenseEvidence.find((evidence) => evidence.role === 'declared') ?? component.licenseEvidence[0];
  if (written === undefined) return { input: { kind: 'text', text: 'NOASSERTION' }, source: 'concluded' };
  return { input: rawInput(written), source: written.role };
}

function rawInput(evidence: LicenseEvidence): LicenseInput {
  if (evidence.list !== undefined && evidence.list.length > 1) return { kind: 'list', texts: evidence.list };
  // A license text is not an expression; its first line would only be noise.
  if (evidence.method === 'license-text' || evidence.method === 'license-header') return { kind: 'text', text: 'NOASSERTION' };
  return { kind: 'text', text: evidence.raw.trim() === '' ? 'NOASSERTION' : evidence.raw };
}
