import type { Hash } from '../../../domain/component.ts';
import type { RawLicense } from '../../../domain/license.ts';
import { field, listField, textField } from '../../../domain/values.ts';
import { hexHash } from '../../../ecosystems/formats/hex-hash.ts';
import { metadataLicenses, parseMetadata } from '../../../ecosystems/pypi/installed/metadata.ts';
import { foldName } from '../../../ecosystems/pypi/names.ts';
import type { OnlineAnswer } from '../../../pipeline/services.ts';
import { expectSame, integrityOf, jsonOf, placeOf, saidByRegistry, type OnlineSource, type Question } from '../source.ts';
import type { Web } from '../web.ts';
import { OnlineProblem } from '../problem.ts';
import type { WebAnswer } from '../web-answer.ts';

const MOST_BYTES = 16 * 1024 * 1024;

/** The JSON API, which repeats a release's metadata; where an index has none, the metadata of a file of the release (PEP 658). */
export const pypiSource: OnlineSource = {
  id: 'pypi',
  types: ['pypi'],
  ask: async (question, web) => (question.files ? undefined : await fromJson(question, web)) ?? fromFiles(question, web),
};

async function fromJson(question: Question, web: Web): Promise<OnlineAnswer | undefined> {
  const name = foldName(question.component.name);
  const answer = await web.get(`${question.base}/pypi/${name}/${encodeURIComponent(question.version)}/json`);
  if (answer === undefined) return undefined;
  const root = jsonOf(answer);
  const info = field(root, 'info');
  expectSame(question, { name: textField(info, 'name') ?? '', version: textField(info, 'version') });
  const stated = (listField(root, 'urls') ?? []).flatMap((file) =>
    hexHash('SHA-256', textField(field(file, 'digests'), 'sha256')),
  );
  return { claims: claimsOf(toMetadata(info), answer, stated, question), places: [] };
}

/** The fields of the JSON API as the headers that they were. */
function toMetadata(info: unknown): string {
  const header = (name: string, value: unknown): string[] =>
    typeof value === 'string' && value !== '' ? [`${name}: ${value.replaceAll(/\r?\n/g, '\n  ')}`] : [];
  return [
    ...header('License-Expression', field(info, 'license_expression')),
    ...header('License', field(info, 'license')),
    ...(listField(info, 'classifiers') ?? []).flatMap((value) => header('Classifier', value)),
  ].join('\n');
}

function claimsOf(metadata: string, answer: WebAnswer, stated: readonly Hash[], question: Question): readonly RawLicense[] {
  const location = placeOf('pypi', answer, integrityOf(question, stated));
  return saidByRegistry(metadataLicenses(parseMetadata(metadata), location), location);
}

interface ReleaseFile {
  readonly filename: string;
  readonly url: string;
  readonly sha256: string;
  readonly size: number;
}

async function fromFiles(question: Question, web: Web): Promise<OnlineAnswer | undefined> {
  const accept = 'application/vnd.pypi.simple.v1+json';
  const url = `${question.base}/simple/${foldName(question.component.name)}/`;
  const index = await web.get(url, { accept, mostBytes: MOST_BYTES });
  if (index === undefined) return undefined;
  const files = filesOf(jsonOf(index), url, question);
  const wheel = files.find(({ filename }) => filename.endsWith('.whl'));
  const answer = wheel === undefined || question.files ? undefined : await web.get(`${wheel.url}.metadata`);
  if (wheel !== undefined && answer !== undefined) {
    const text = Buffer.from(answer.body).toString('utf8');
    const metadata = parseMetadata(text);
    expectSame(question, { name: metadata.first('Name') ?? '', version: metadata.first('Version') });
    const claims = claimsOf(text, answer, hexHash('SHA-256', wheel.sha256), question);
    if (claims.length > 0) return { claims, places: [] };
  }
  return wholeFile(wheel ?? files[0], web);
}

// Of the files of this very version those that the lockfile knows.
function filesOf(root: unknown, url: string, { component, version }: Question): readonly ReleaseFile[] {
  const locked = new Set(component.hashes.filter(({ algorithm }) => algorithm === 'SHA-256').map(({ value }) => value));
  return (listField(root, 'files') ?? []).flatMap((file): ReleaseFile[] => {
    const [filename = '', address = ''] = [textField(file, 'filename'), textField(file, 'url')];
    const [sha256 = '', size] = [textField(field(file, 'hashes'), 'sha256'), field(file, 'size')];
    if (!isOfVersion(filename, version) || !URL.canParse(address, url) || (locked.size > 0 && !locked.has(sha256))) return [];
    return [{ filename, url: new URL(address, url).href, sha256, size: typeof size === 'number' ? size : 0 }];
  });
}

function isOfVersion(filename: string, version: string): boolean {
  if (filename.endsWith('.tar.gz')) return filename.endsWith(`-${version}.tar.gz`);
  return filename.endsWith('.whl') && filename.includes(`-${version}-`);
}

async function wholeFile(file: ReleaseFile | undefined, web: Web): Promise<OnlineAnswer | undefined> {
  if (file === undefined || file.size > MOST_BYTES) return undefined;
  const answer = await web.get(file.url, { mostBytes: MOST_BYTES });
  if (answer === undefined) return undefined;
  const base = { root: 'registry:pypi', path: file.url, check: { kind: 'archive', path: file.url }, time: answer.time } as const;
  if (!file.filename.endsWith('.whl')) return { claims: [], places: [{ ...base, inside: '*', format: 'tar.gz' }] };
  const [, name, version] = /^([^-]+)-([^-]+)-/.exec(file.filename) ?? [];
  if (name === undefined || version === undefined) throw new OnlineProblem('the file is not named like a wheel', false);
  return { claims: [], places: [{ ...base, inside: `${name}-${version}.dist-info/`, format: 'zip' }] };
}
