import { createHash } from 'node:crypto';
import { field, isRecord, listField, recordField, textField } from '../domain/values.ts';
import type { SbomLicense } from './draft.ts';
import type { LostCounter } from './lost.ts';

/**
 * The claims of a `licenses` list. What is marked as concluded stands apart from what is declared; without a mark
 * (before 1.6) it is what the package declares, as the specification describes `component.licenses`. Several ids or
 * names without an expression are a list without an operator.
 */
export function readLicenses(value: unknown, role: SbomLicense['role'], lost: LostCounter): SbomLicense[] {
  const groups = new Map<SbomLicense['role'], Choice[]>();
  for (const item of Array.isArray(value) ? (value as readonly unknown[]) : []) {
    const choice = readChoice(item);
    if (choice === undefined) {
      lost.add('licenses without id, name or expression', JSON.stringify(item).slice(0, 200));
      continue;
    }
    const group = role === 'detected' ? role : choice.concluded ? 'concluded' : role;
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [choice]);
    else known.push(choice);
  }
  return [...groups].map(([group, choices]) => toLicense(group, choices));
}

interface Choice {
  readonly raw: string;
  readonly concluded: boolean;
  readonly text: string | undefined;
}

function readChoice(item: unknown): Choice | undefined {
  const license = recordField(item, 'license');
  const holder = license ?? item;
  const text = readText(field(license, 'text'));
  const name =
    textField(item, 'expression') ?? textField(license, 'id') ?? textField(license, 'name') ?? textField(license, 'url');
  const raw = name === undefined || name.trim() === '' ? nameOfText(text) : name;
  return raw === undefined ? undefined : { raw, concluded: textField(holder, 'acknowledgement') === 'concluded', text };
}

/** A text that stands there without any name is called by its digest. */
function nameOfText(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  return `text without a name sha256:${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

/** An attached text: plain, or in base64. */
export function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  const content = textField(value, 'content');
  if (!isRecord(value) || content === undefined || content === '') return undefined;
  return textField(value, 'encoding') === 'base64' ? Buffer.from(content, 'base64').toString('utf8') : content;
}

function toLicense(role: SbomLicense['role'], choices: readonly Choice[]): SbomLicense {
  const texts = choices.flatMap(({ raw, text }) => (text === undefined ? [] : [{ name: raw, text }]));
  const raws = [...new Set(choices.map(({ raw }) => raw))];
  return {
    role,
    raw: raws.join(', '),
    ...(raws.length > 1 && { list: raws }),
    ...(texts.length > 0 && { texts }),
  };
}

/** Licenses of the evidence: each is a find of its own, not a part of one list. */
export function readEvidenceLicenses(evidence: unknown, lost: LostCounter): SbomLicense[] {
  return (listField(evidence, 'licenses') ?? []).flatMap((item) => readLicenses([item], 'detected', lost));
}
