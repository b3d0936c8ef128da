import type { ArtifactRequirement } from '../checklists/checklist.ts';
import { addDays } from '../dates.ts';
import { newestDocument } from '../registry/documents.ts';
import type { RegistryFiles } from '../registry/files.ts';
import type { RegisteredDocument, Registry } from '../registry/registry.ts';
import type { LinkAnswer } from '../metrics/facts.ts';
import type { EvaluatedEvidence } from './evaluated.ts';
import type { State } from './state.ts';

export interface DocumentFacts {
  readonly registry: Registry;
  readonly files: RegistryFiles;
  readonly judgedOn: string;
  readonly links: ReadonlyMap<string, LinkAnswer>;
}

/** Holds the newest registered document of the kind against what is asked: fields, digest, freshness. */
export function evaluateDocument(requirement: ArtifactRequirement, facts: DocumentFacts): EvaluatedEvidence {
  const { document: name, title, optional } = requirement;
  const asked = { kind: 'artifact', name, title, optional } as const;
  const found = newestDocument(facts.registry, name);
  if (found === undefined) return { ...asked, state: 'unknown', why: `no document \`${name}\` is registered` };
  const expires = expiryOf(found, requirement.maxAgeDays);
  return {
    ...asked,
    ...stateOf(found, requirement, { ...facts, expires }),
    owner: found.owner,
    date: found.date,
    expires,
    ...(found.link !== undefined && { link: found.link }),
    ...(found.file !== undefined && { file: found.file }),
  };
}

/** The last day on which it is fresh. */
function expiryOf({ date, reviewBy }: RegisteredDocument, maxAgeDays: number): string {
  const aged = addDays(date, maxAgeDays);
  return reviewBy !== undefined && reviewBy < aged ? reviewBy : aged;
}

function stateOf(
  document: RegisteredDocument,
  { required }: ArtifactRequirement,
  { files, judgedOn, expires, links }: DocumentFacts & { readonly expires: string },
): { state: State; why: string } {
  const { title, file, sha256, date } = document;
  const stored = file === undefined ? undefined : files.get(file);
  if (file !== undefined && stored === undefined) return { state: 'unknown', why: `the file of ${title} is not there` };
  if (stored !== undefined && sha256 !== undefined && stored.sha256 !== sha256)
    return { state: 'conflict', why: `${title} is not what was registered: its digest is another one` };
  const missing = required.filter((name) => !hasField(document, name));
  if (missing.length > 0) return { state: 'fail', why: `${title} says nothing of ${missing.join(', ')}` };
  if (date > judgedOn) return { state: 'unknown', why: `${title} is dated ${date}, which is still to come` };
  if (expires < judgedOn) return { state: 'stale', why: `${title} of ${date} was good until ${expires}` };
  const answer = document.link === undefined ? undefined : links.get(document.link);
  if (stored === undefined && answer?.reached === false)
    return { state: 'unknown', why: `the link of ${title} could not be reached on ${answer.askedOn} (${answer.answer})` };
  // What licet has not seen is the word of whoever registered it.
  if (stored === undefined) return { state: 'attested', why: `${title} of ${date} is registered by its link alone` };
  return { state: 'pass', why: `${title} of ${date}, good until ${expires}` };
}

function hasField({ fields, owner, reviewBy, link }: RegisteredDocument, name: string): boolean {
  if (name === 'owner') return owner !== '';
  if (name === 'reviewBy' && reviewBy !== undefined) return true;
  if (name === 'url' && link !== undefined) return true;
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
