import type { Registry } from '../registry/registry.ts';

/** What a person said of an item, a metric or a statement, wherever the registry holds it. */
export interface Claim {
  readonly about: { readonly kind: 'statement' | 'metric' | 'item'; readonly name: string };
  readonly holds: boolean | undefined;
  readonly text: string;
  readonly owner: string;
  readonly date: string;
  readonly expires: string;
  readonly link: string;
}

/** All claims of a registry: attestations, and the answers of questionnaires. */
export function claimsOf(registry: Registry): readonly Claim[] {
  const attested = registry.attestations.map(({ statement, metric, item, text, owner, date, expires, link, holds }): Claim => {
    const name = statement ?? metric ?? item ?? '';
    const kind = statement !== undefined ? 'statement' : metric !== undefined ? 'metric' : 'item';
    return { about: { kind, name }, holds, text, owner, date, expires, link };
  });
  const answered = registry.questionnaires.flatMap(({ title, owner, date, expires, link, answers }) =>
    answers.map(({ item, answer, note }): Claim => ({
      about: { kind: 'item', name: item },
      holds: answer === 'yes' ? true : answer === 'no' ? false : undefined,
      text: `${title}: ${answer}${note === undefined ? '' : `, ${note}`}`,
      owner,
      date,
      expires,
      link,
    })),
  );
  return [...attested, ...answered];
}

export function claimsAbout(claims: readonly Claim[], kind: Claim['about']['kind'], name: string): readonly Claim[] {
  return claims.filter(({ about }) => about.kind === kind && about.name === name);
}
