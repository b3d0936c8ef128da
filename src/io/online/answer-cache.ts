import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../../domain/values.ts';
import type { WebAnswer } from './web-answer.ts';

/** Answers that we have had: documents of exact versions do not change. */
export interface AnswerCache {
  load(url: string): WebAnswer | undefined;
  save(url: string, body: Uint8Array): WebAnswer;
}

/**
 * Answers by content: `answers/<sha256 of the address>.json` says when it was given and with which digest, and
 * `content/<digest>` is the document, checked when it is read. Without a directory they are kept in memory only.
 */
export function answerCache(directory: string | undefined, now: () => Date): AnswerCache {
  const inMemory = new Map<string, WebAnswer>();
  return {
    load(url) {
      return inMemory.get(url) ?? (directory === undefined ? undefined : loadAnswer(directory, url));
    },
    save(url, body) {
      const answer = { url, body, sha256: sha256(body), time: `${now().toISOString().slice(0, 19)}Z` };
      if (directory === undefined || !saveAnswer(directory, answer)) inMemory.set(url, answer);
      return answer;
    },
  };
}

function loadAnswer(directory: string, url: string): WebAnswer | undefined {
  try {
    const entry: unknown = JSON.parse(readFileSync(join(directory, 'answers', `${sha256(url)}.json`), 'utf8'));
    if (!isRecord(entry) || entry['url'] !== url) return undefined;
    const { sha256: digest, time } = entry;
    if (typeof digest !== 'string' || typeof time !== 'string' || !/^[0-9a-f]{64}$/.test(digest)) return undefined;
    const body = readFileSync(join(directory, 'content', digest));
    return sha256(body) === digest ? { url, body, sha256: digest, time } : undefined;
  } catch {
    return undefined; // not there, or damaged: it is asked for again
  }
}

function saveAnswer(directory: string, { url, body, sha256: digest, time }: WebAnswer): boolean {
  try {
    write(join(directory, 'content'), digest, body);
    write(join(directory, 'answers'), `${sha256(url)}.json`, JSON.stringify({ url, sha256: digest, time }));
    return true;
  } catch {
    return false; // a cache that cannot be written costs memory, nothing else
  }
}

// Written aside and moved, so that nobody reads half a file.
function write(directory: string, name: string, content: string | Uint8Array): void {
  mkdirSync(directory, { recursive: true });
  const aside = join(directory, `.${randomBytes(6).toString('hex')}`);
  writeFileSync(aside, content);
  renameSync(aside, join(directory, name));
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
