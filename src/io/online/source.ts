import type { Component, Hash } from '../../domain/component.ts';
import type { ONLINE_SOURCES } from '../../domain/default-registries.ts';
import type { Integrity, LicenseLocation, RawLicense } from '../../domain/license.ts';
import type { PurlParts } from '../../domain/purl.ts';
import type { OnlineAnswer } from '../../pipeline/services.ts';
import { OnlineProblem } from './problem.ts';
import type { Web } from './web.ts';
import type { WebAnswer } from './web-answer.ts';

/** One registry or index that can be asked about a package version. */
export interface OnlineSource {
  /** Name in evidence (`registry:npm`) and of `--registry-url`. */
  readonly id: keyof typeof ONLINE_SOURCES;
  /** purl types that it knows. */
  readonly types: readonly string[];
  /** What it says, or `undefined` when it knows nothing. @throws OnlineProblem, WrongAnswer */
  ask(question: Question, web: Web): Promise<OnlineAnswer | undefined>;
}

export interface Question {
  readonly component: Component;
  readonly purl: PurlParts;
  readonly version: string;
  /** Address of the source, without a slash at its end. */
  readonly base: string;
  /** What the registry says of it was not understood: its files are wanted. */
  readonly files: boolean;
}

/** The answer is about another package than the one that was asked for. */
export class WrongAnswer extends OnlineProblem {
  constructor(message: string) {
    super(message, false);
  }
}

/** The decoded JSON of an answer. @throws OnlineProblem */
export function jsonOf(answer: WebAnswer): unknown {
  try {
    return JSON.parse(Buffer.from(answer.body).toString('utf8'));
  } catch {
    throw new OnlineProblem('the answer is not JSON', false);
  }
}

/** Holds name and version of an answer against the question. @throws WrongAnswer */
export function expectSame(
  question: Question,
  found: { readonly name?: string | undefined; readonly version?: string | undefined },
): void {
  const { component, version } = question;
  if (found.name !== undefined && fold(found.name) !== fold(component.name))
    throw new WrongAnswer(`it answered with \`${found.name}\``);
  if (found.version !== undefined && found.version !== version)
    throw new WrongAnswer(`it answered with version ${found.version}`);
}

/** Holds hashes that a registry states of an archive against the lockfile. @throws WrongAnswer */
export function integrityOf({ component }: Question, stated: readonly Hash[]): Integrity {
  for (const algorithm of ['SHA-512', 'SHA-256', 'SHA-1'] as const) {
    const locked = component.hashes.filter((hash) => hash.algorithm === algorithm).map(({ value }) => value);
    const found = stated.filter((hash) => hash.algorithm === algorithm).map(({ value }) => value);
    if (locked.length === 0 || found.length === 0) continue;
    if (found.some((value) => locked.includes(value))) return 'recorded';
    throw new WrongAnswer(`it states another ${algorithm} than the lockfile has`);
  }
  return 'unverified';
}

/** Where a claim of a registry stands. */
export function placeOf(source: string, answer: WebAnswer, integrity: Integrity): LicenseLocation {
  return { root: `registry:${source}`, path: answer.url, sha256: answer.sha256, integrity, time: answer.time };
}

/** A claim from a name, or a list without an operator; nothing for none. */
export function toClaims(names: readonly string[], location: LicenseLocation): readonly RawLicense[] {
  const list = names.map((name) => name.trim()).filter((name) => name !== '');
  if (list.length === 0) return [];
  return [{ method: 'registry', raw: list.join(', '), ...(list.length > 1 && { list }), location }];
}

/** The same claims, said by a registry. */
export function saidByRegistry(claims: readonly RawLicense[], location: LicenseLocation): readonly RawLicense[] {
  return claims.map((claim) => ({ ...claim, method: 'registry', location }));
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
