import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isPrivateAddress } from './private-address.ts';
import { OnlineProblem } from './problem.ts';

export interface RequestOptions {
  readonly accept: string;
  readonly userAgent: string;
  /** Milliseconds for the whole answer. */
  readonly timeout: number;
  readonly mostBytes: number;
  /** The user named this host; any other one has to have a public address. */
  readonly isTrusted: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Uint8Array;
}

/** One request, one answer: no redirect followed, nothing tried again. @throws OnlineProblem */
export async function requestOnce(url: URL, options: RequestOptions): Promise<RawAnswer> {
  const { accept, userAgent, timeout, isTrusted } = options;
  if (!isTrusted && isPrivateAddress(url.hostname)) throw refused(url);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((done, fail) => {
    const headers = { accept, 'user-agent': userAgent, 'accept-encoding': 'identity' };
    const request = send(url, { headers, ...(!isTrusted && { lookup: publicLookup }) });
    const timer = setTimeout(() => request.destroy(new OnlineProblem(`no answer within ${timeout} ms`, true)), timeout);
    const failed = (error: Error): void => {
      clearTimeout(timer);
      fail(error instanceof OnlineProblem ? error : new OnlineProblem(describe(error), true));
    };
    request.on('error', failed);
    request.on('response', (response) => {
      collect(response, options.mostBytes).then((body) => {
        clearTimeout(timer);
        done({ status: response.statusCode ?? 0, headers: response.headers, body });
      }, failed);
    });
    request.end();
  });
}

async function collect(response: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const stated = Number(response.headers['content-length'] ?? 0);
  const tooLarge = (): OnlineProblem => new OnlineProblem(`the answer has more than ${mostBytes} bytes`, false);
  if (stated > mostBytes) {
    response.destroy();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) {
      response.destroy();
      throw tooLarge();
    }
    chunks.push(chunk);
  }
  if (!response.complete || (stated > 0 && size < stated)) throw new OnlineProblem('the answer was cut off', true);
  return Buffer.concat(chunks);
}

type LookupDone = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

// Checked where the connection is made, so that a name cannot mean one address now and another one later.
function publicLookup(hostname: string, options: LookupOptions, done: LookupDone): void {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, []);
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address)))
      return done(new OnlineProblem(`\`${hostname}\` is a private address`, false), []);
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
}

function refused(url: URL): OnlineProblem {
  return new OnlineProblem(`\`${url.hostname}\` is a private address`, false);
}

function describe(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
