import { UsageError } from '../../domain/usage-error.ts';
import { isRecord, textField } from '../../domain/values.ts';
import type { MultipartForm } from './multipart.ts';

export interface Server {
  /** Of the API server, with or without `/api`. */
  readonly url: string;
  readonly apiKey: string;
}

/** The outside world, handed in so that tests need no clock. */
export interface HttpServices {
  readonly fetch: typeof fetch;
  sleep(ms: number): Promise<void>;
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Made anew for each attempt. */
  readonly body?: () => MultipartForm;
}

const ATTEMPTS = 5;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;
const TIMEOUT = 5 * 60_000;

/**
 * One call of a Dependency-Track server, repeated while it is busy or not reachable: taking the same document in twice changes
 * nothing. Gives the decoded answer.
 */
export async function callServer(server: Server, services: HttpServices, call: Call): Promise<unknown> {
  const url = addressOf(server, call.path);
  for (let attempt = 1, pause = FIRST_PAUSE; ; attempt += 1, pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const answer = await attemptCall(url, server, services, call);
    if ('value' in answer) return answer.value;
    if (!answer.again || attempt === ATTEMPTS) throw answer.problem;
    await services.sleep(answer.afterMs ?? pause);
  }
}

function addressOf(server: Server, path: string): URL {
  const base = server.url.replace(/\/+$/, '').replace(/\/api$/, '');
  if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol)) {
    throw new UsageError(`\`${server.url}\` is not an http(s) address`, 'name the API server: https://dtrack.example.com');
  }
  return new URL(base + path);
}

type Answer =
  | { readonly value: unknown }
  | { readonly problem: UsageError; readonly again: boolean; readonly afterMs?: number | undefined };

async function attemptCall(url: URL, server: Server, { fetch }: HttpServices, { method, body }: Call): Promise<Answer> {
  const form = body?.();
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { 'X-Api-Key': server.apiKey, Accept: 'application/json', ...(form && { 'Content-Type': form.contentType }) },
      // A redirect would take the key to another server.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
      ...(form && { body: ReadableStream.from(form.body), duplex: 'half' }),
    });
  } catch (error) {
    const cause =
      error instanceof Error && isRecord(error.cause) ? (textField(error.cause, 'code') ?? error.message) : String(error);
    return {
      problem: new UsageError(`cannot reach \`${url.origin}\` (${cause})`, 'check the address and the network'),
      again: true,
    };
  }
  const text = await readShort(response);
  if (response.ok) return decode(text, url);
  return explain(response, text, url);
}

function decode(text: string, url: URL): Answer {
  try {
    return { value: text.trim() === '' ? {} : (JSON.parse(text) as unknown) };
  } catch {
    const problem = new UsageError(
      `\`${url.origin}\` did not answer with JSON`,
      'is it the address of the API server, not of the frontend?',
    );
    return { problem, again: false };
  }
}

const HINTS: Readonly<Record<number, string>> = {
  400: 'the server refused the document or a field; see its message',
  401: 'check the API key; its team needs BOM_UPLOAD, and PROJECT_CREATION_UPLOAD to make projects',
  403: 'the team of the API key has no access to this project, or not the permission BOM_UPLOAD',
  404: 'the project or its parent is not there; let it be made, or check the names',
  413: 'the server takes no document of this size; export a part of the inventory, or raise its limit',
};

function explain(response: Response, text: string, url: URL): Answer {
  const { status } = response;
  const isRedirect = status >= 300 && status < 400;
  const reason = isRedirect
    ? `redirects to \`${shown(response.headers.get('location') ?? '')}\``
    : `says ${status}${messageIn(text)}`;
  const hint = isRedirect ? 'name the address that it leads to' : (HINTS[status] ?? 'see the log of the server');
  const again = status === 429 || status === 502 || status === 503 || status === 504;
  return { problem: new UsageError(`\`${url.origin}\` ${reason}`, hint), again, afterMs: retryAfter(response) };
}

// RFC 9457 problem details, a plain text, or nothing.
function messageIn(text: string): string {
  let message = text;
  try {
    const value: unknown = JSON.parse(text);
    const errors = isRecord(value) && Array.isArray(value['errors']) ? value['errors'].map(String) : [];
    message = [textField(value, 'title'), textField(value, 'detail'), ...errors].filter((part) => part !== undefined).join(', ');
  } catch {
    if (/^\s*</.test(text)) message = ''; // a page for people
  }
  return message.trim() === '' ? '' : `: ${shown(message.trim())}`;
}

// From the server, so it may hold anything.
function shown(text: string): string {
  return text.replaceAll(/[\p{C}\s]+/gu, ' ').slice(0, 300);
}

/** RFC 9110, 10.2.3: seconds or a date; only seconds are taken, and not more than ten minutes of them. */
function retryAfter(response: Response): number | undefined {
  const text = response.headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), 600) * 1000 : undefined;
}

const LONGEST_ANSWER = 1 << 20;

async function readShort(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return '';
  for await (const part of response.body) {
    parts.push(part);
    size += part.length;
    if (size > LONGEST_ANSWER) break;
  }
  return Buffer.concat(parts).toString('utf8');
}
