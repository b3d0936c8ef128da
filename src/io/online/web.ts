import pLimit, { type LimitFunction } from 'p-limit';
import type { AnswerCache } from './answer-cache.ts';
import { OnlineProblem } from './problem.ts';
import { requestOnce, type RawAnswer } from './request.ts';
import type { WebAnswer } from './web-answer.ts';

export interface Web {
  /** The document, or `undefined` when the server says that there is none. @throws OnlineProblem */
  get(url: string, options?: { readonly accept?: string; readonly mostBytes?: number }): Promise<WebAnswer | undefined>;
}

export interface WebSettings {
  readonly cache: AnswerCache;
  readonly userAgent: string;
  /** Hosts with port that the settings name: only these may have private addresses, and speak plain HTTP. */
  readonly trusted: ReadonlySet<string>;
  readonly limits?: Partial<WebLimits>;
}

export interface WebLimits {
  readonly atOncePerHost: number;
  readonly tries: number;
  /** Milliseconds before the second try; doubled each time. */
  readonly backoff: number;
  /** The longest wait that a server may ask for. */
  readonly longestWait: number;
  readonly timeout: number;
  readonly redirects: number;
  readonly mostBytes: number;
  /** Questions in a row without an answer, after which a host is left alone. */
  readonly failures: number;
}

const LIMITS: WebLimits = {
  atOncePerHost: 6,
  tries: 4,
  backoff: 500,
  longestWait: 30_000,
  timeout: 30_000,
  redirects: 5,
  mostBytes: 8 * 1024 * 1024,
  failures: 5,
};

interface Host {
  readonly limit: LimitFunction;
  failures: number;
  /** Nobody asks before this time. */
  restsUntil: number;
}

/** Asks servers: few at once per host, again after a while when they are busy, and never where a redirect must not lead. */
export function openWeb({ cache, userAgent, trusted, limits }: WebSettings): Web {
  const within = { ...LIMITS, ...limits };
  const hosts = new Map<string, Host>();
  const hostOf = (url: URL): Host => {
    const found = hosts.get(url.host) ?? { limit: pLimit(within.atOncePerHost), failures: 0, restsUntil: 0 };
    hosts.set(url.host, found);
    return found;
  };

  const ask = async (url: URL, accept: string, mostBytes: number): Promise<RawAnswer> => {
    const host = hostOf(url);
    for (let tried = 1; ; tried += 1) {
      if (host.failures >= within.failures) throw new OnlineProblem(`\`${url.host}\` does not answer`, false);
      await sleep(host.restsUntil - Date.now());
      const isTrusted = trusted.has(url.host);
      const answer = await requestOnce(url, { accept, userAgent, timeout: within.timeout, mostBytes, isTrusted }).catch(
        (error: unknown) => asProblem(error),
      );
      const isProblem = answer instanceof OnlineProblem;
      if (isProblem ? !answer.passing : !isBusy(answer.status)) {
        if (isProblem) throw answer;
        host.failures = 0;
        return answer;
      }
      const reason = isProblem ? answer.message : `it answers ${answer.status}`;
      const wait = isProblem ? undefined : retryAfter(answer.headers['retry-after']);
      const pause = wait ?? within.backoff * 2 ** (tried - 1);
      if (tried >= within.tries || pause > within.longestWait) {
        host.failures += 1;
        throw new OnlineProblem(reason, true);
      }
      // all who ask this host wait, not only the one who was told to
      if (wait !== undefined) host.restsUntil = Math.max(host.restsUntil, Date.now() + pause);
      await sleep(pause);
    }
  };

  return {
    async get(address, { accept = '*/*', mostBytes = within.mostBytes } = {}) {
      const known = cache.load(address);
      if (known !== undefined) return known;
      let url = new URL(address);
      for (let hops = 0; hops <= within.redirects; hops += 1) {
        const from = url;
        checkScheme(from, trusted);
        const { status, headers, body } = await hostOf(from).limit(async () => ask(from, accept, mostBytes));
        if (status === 200) return cache.save(address, body);
        if (status === 404 || status === 410) return undefined;
        const target = [301, 302, 303, 307, 308].includes(status) ? headers.location : undefined;
        if (target === undefined || !URL.canParse(target, from.href)) throw new OnlineProblem(`it answers ${status}`, false);
        url = new URL(target, from);
      }
      throw new OnlineProblem(`it redirects more than ${within.redirects} times`, false);
    },
  };
}

function checkScheme(url: URL, trusted: ReadonlySet<string>): void {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && trusted.has(url.host))) return;
  throw new OnlineProblem(`it leads to \`${url.protocol}\`, and only https is followed`, false);
}

function isBusy(status: number): boolean {
  return status === 429 || status === 408 || status >= 500;
}

/** Milliseconds that a server asks to wait: seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function asProblem(error: unknown): OnlineProblem {
  if (error instanceof OnlineProblem) return error;
  throw error;
}

async function sleep(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await new Promise((done) => setTimeout(done, milliseconds));
}
