import { sortedUnique } from '../../domain/order.ts';
import type { LinkAnswer } from '../../evidence/metrics/facts.ts';
import type { Registry } from '../../evidence/registry/registry.ts';

const PATIENCE_MS = 10_000;
const AT_ONCE = 4;

/** Every http(s) link that a registry names, sorted. */
export function linksOf(registry: Registry): readonly string[] {
  const all = [
    ...registry.documents.flatMap(({ link }) => link ?? []),
    ...registry.attestations.map(({ link }) => link),
    ...registry.questionnaires.map(({ link }) => link),
  ];
  return sortedUnique(all.filter((link) => link.startsWith('http')));
}

/** Asks each link once whether anybody answers. Nothing is downloaded and no credentials are sent. */
export async function reachLinks(links: readonly string[], askedOn: string): Promise<readonly LinkAnswer[]> {
  const answers: LinkAnswer[] = [];
  for (let at = 0; at < links.length; at += AT_ONCE)
    answers.push(...(await Promise.all(links.slice(at, at + AT_ONCE).map(async (link) => reach(link, askedOn)))));
  return answers;
}

async function reach(link: string, askedOn: string): Promise<LinkAnswer> {
  try {
    const ask = async (method: string): Promise<Response> =>
      fetch(link, { method, redirect: 'follow', signal: AbortSignal.timeout(PATIENCE_MS), credentials: 'omit' });
    let response = await ask('HEAD');
    // Some servers know GET only.
    if (response.status === 405 || response.status === 501) {
      response = await ask('GET');
      await response.body?.cancel();
    }
    // Who asks for a login is there.
    const reached = response.ok || response.status === 401 || response.status === 403;
    return { link, reached, answer: `HTTP ${response.status}`, askedOn };
  } catch {
    return { link, reached: false, answer: 'no answer', askedOn };
  }
}
