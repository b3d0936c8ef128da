import type { AttestedRequirement } from '../checklists/checklist.ts';
import { addDays } from '../dates.ts';
import type { Claim } from './claims.ts';
import type { EvaluatedEvidence } from './evaluated.ts';
import type { State } from './state.ts';

/** Claims sorted by what they are worth on a day. */
export interface WeighedClaims {
  readonly yes: readonly Claim[];
  readonly no: readonly Claim[];
  readonly expired: readonly Claim[];
}

export function weigh(claims: readonly Claim[], today: string): WeighedClaims {
  const valid = claims.filter(({ date, expires }) => date <= today && today <= expires);
  return {
    yes: valid.filter(({ holds }) => holds === true),
    no: valid.filter(({ holds }) => holds === false),
    expired: claims.filter(({ expires, holds }) => expires < today && holds === true),
  };
}

/** A statement that a person has to make. It is never more than attested. */
export function evaluateStatement(requirement: AttestedRequirement, claims: readonly Claim[], today: string): EvaluatedEvidence {
  const { statement: name, title, optional, maxAgeDays } = requirement;
  const asked = { kind: 'attested', name, title, optional } as const;
  const { yes, no, expired } = weigh(claims, today);
  const newest = newestOf(yes) ?? newestOf(no) ?? newestOf(expired);
  if (newest === undefined) return { ...asked, state: 'unknown', why: `nobody states that ${title}` };
  const aged = addDays(newest.date, maxAgeDays);
  const expires = aged < newest.expires ? aged : newest.expires;
  const by = { owner: newest.owner, date: newest.date, expires, link: newest.link };
  if (yes.length > 0 && no.length > 0)
    return { ...asked, ...by, state: 'conflict', why: `${ownersOf(yes)} says yes and ${ownersOf(no)} says no` };
  if (no.length > 0) return { ...asked, ...by, state: 'fail', why: `${newest.owner} states that it does not hold` };
  if (expires < today)
    return { ...asked, ...by, state: 'stale', why: `${newest.owner} stated it on ${newest.date}, good until ${expires}` };
  return { ...asked, ...by, state: 'attested', why: `${newest.owner} states it: ${newest.text}` };
}

/**
 * What claims make of a measured state. A measurement is never replaced: a claim speaks where nothing was measured, and
 * where it says the opposite of what was measured there is a conflict.
 */
export function withClaims(evidence: EvaluatedEvidence, claims: readonly Claim[], today: string): EvaluatedEvidence {
  const { yes, no, expired } = weigh(claims, today);
  const claim = newestOf(yes) ?? newestOf(no) ?? newestOf(expired);
  if (claim === undefined) return evidence;
  const says = (state: State, words: string): EvaluatedEvidence => ({
    ...evidence,
    state,
    why: `${evidence.why}; ${words}`,
    owner: claim.owner,
    date: claim.date,
    expires: claim.expires,
    link: claim.link,
  });
  if (yes.length > 0 && no.length > 0) return says('conflict', `${ownersOf(yes)} says yes and ${ownersOf(no)} says no`);
  const opposed = (yes.length > 0 && evidence.state === 'fail') || (no.length > 0 && evidence.state === 'pass');
  if (opposed) return says('conflict', `${claim.owner} states the opposite of what was measured`);
  if (evidence.state !== 'unknown') return evidence;
  if (yes.length > 0) return says('attested', `${claim.owner} states it: ${claim.text}`);
  if (no.length > 0) return says('fail', `${claim.owner} states that it does not hold`);
  return says('stale', `${claim.owner} stated it until ${claim.expires}`);
}

function newestOf(claims: readonly Claim[]): Claim | undefined {
  return claims.reduce<Claim | undefined>((best, one) => (best === undefined || one.date > best.date ? one : best), undefined);
}

function ownersOf(claims: readonly Claim[]): string {
  return [...new Set(claims.map(({ owner }) => owner))].toSorted().join(', ');
}
