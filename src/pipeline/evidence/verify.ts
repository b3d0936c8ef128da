import type { KeyObject } from 'node:crypto';
import { parseJson, sha256Of } from '../../evidence/json.ts';
import { decodeInputs, type PackInputs } from '../../evidence/pack/decode-inputs.ts';
import { derive } from '../../evidence/pack/derive.ts';
import { manifestSchema, packId, renderManifest, toEntry, type Manifest, type PackFacts } from '../../evidence/pack/manifest.ts';
import { MANIFEST, packFile, SIGNATURE_FILES, type PackRole } from '../../evidence/pack/pack-file.ts';
import { checkEnvelope } from '../../evidence/trust/dsse.ts';
import { jsonSignatureProblem } from '../../evidence/trust/jsf.ts';
import { keyId, publicKeyFromPem, publicPem } from '../../evidence/trust/keys.ts';
import { readPack, UnreadablePack, type PackContents } from './read-pack.ts';
import { packStatements } from './sign.ts';

/** Something that is not as it was, by the file it is about. */
export interface PackProblem {
  readonly path: string;
  readonly what: string;
}

export interface Verification {
  readonly problems: readonly PackProblem[];
  readonly files: number;
  readonly pack: string | undefined;
  readonly judgedOn: string | undefined;
  readonly organization: string | undefined;
  /** `trusted`: by the key that was given. `untrusted`: valid by the key that lies in the pack itself. */
  readonly signature: 'none' | 'trusted' | 'untrusted' | 'invalid';
  readonly keyid?: string;
  readonly signedSboms: number;
  readonly history: number;
  readonly tool?: { readonly name: string; readonly version: string };
}

/** Checks a pack offline, from the bytes up: digests, signatures, history, metrics from facts, checklists from metrics. */
export async function verifyPack(contents: PackContents, key: KeyObject | undefined): Promise<Verification> {
  const problems: PackProblem[] = [];
  const report = (path: string, what: string): void => void problems.push({ path, what });
  const manifest = readManifest(contents, report);
  if (manifest !== undefined) {
    checkManifest(contents, manifest, checkDigests(contents, manifest, report), report);
  }
  const isIntact = problems.length === 0;
  // What follows from the files is only made again from files that are what they were.
  const again = isIntact ? await checkDerived(contents, report) : undefined;
  const signature = checkSignatures(contents, key, { report, statements: again?.statements });
  const signedSboms = checkSboms(contents, key, report);
  return {
    problems: problems.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    files: contents.size,
    pack: manifest?.pack,
    judgedOn: manifest?.judgedOn,
    organization: manifest?.organization,
    ...signature,
    signedSboms,
    history: again?.history ?? 0,
    ...(manifest !== undefined && { tool: manifest.tool }),
  };
}

type Report = (path: string, what: string) => void;

function readManifest(contents: PackContents, report: Report): Manifest | undefined {
  const bytes = contents.get(MANIFEST);
  if (bytes === undefined) {
    report(MANIFEST, 'it is missing');
    return undefined;
  }
  const found = manifestSchema.safeParse(parseJson(Buffer.from(bytes).toString('utf8')));
  if (!found.success) report(MANIFEST, 'it is not a manifest any more');
  return found.data;
}

/** Digests of the listed files; gives back what the manifest ought to list, with those entries as they are whose file was changed. */
function checkDigests(contents: PackContents, manifest: Manifest, report: Report): Manifest['files'] {
  const listed = new Set(manifest.files.map(({ path }) => path));
  const signatures: readonly string[] = SIGNATURE_FILES;
  const unlisted = [...contents.keys()].filter((path) => !listed.has(path) && path !== MANIFEST && !signatures.includes(path));
  for (const path of unlisted) report(path, 'it is not listed in the manifest');
  return manifest.files.map((file) => {
    const bytes = contents.get(file.path);
    if (bytes === undefined) {
      report(file.path, 'it is listed and missing');
      // The file is there by another name: then it is the list that was changed.
      const renamed = unlisted.find((path) => sha256Of(contents.get(path) ?? '') === file.sha256);
      return renamed === undefined ? file : { ...file, path: renamed };
    }
    const found = toEntry({ ...file, role: file.role as PackRole, audience: file.audience ?? [], bytes });
    const isChanged = found.sha256 !== file.sha256 && found.sha512 !== file.sha512;
    if (isChanged) report(file.path, 'it was changed: its digest is not the one in the manifest');
    return isChanged ? file : { ...file, bytes: found.bytes, sha256: found.sha256, sha512: found.sha512 };
  });
}

// The manifest says nothing that does not follow from the files: made again, it has the same bytes.
function checkManifest(contents: PackContents, manifest: Manifest, files: Manifest['files'], report: Report): void {
  const inputs = manifest.files.find(({ path }) => path === 'inputs.json');
  const bytes = contents.get('inputs.json');
  const decoded =
    bytes !== undefined && inputs?.sha256 === sha256Of(bytes) ? decodeInputs(Buffer.from(bytes).toString('utf8')) : undefined;
  const facts = decoded ?? manifest;
  const pack = decoded === undefined ? manifest.pack : packId([packFile('inputs.json', 'inputs', bytes ?? '')], decoded.judgedOn);
  const again = renderManifest(files, toFacts(facts), pack);
  if (!Buffer.from(again).equals(contents.get(MANIFEST) ?? new Uint8Array()))
    report(MANIFEST, 'it was changed: it does not follow from the files');
}

function toFacts({ judgedOn, organization, tool, previous }: Manifest | PackInputs): PackFacts {
  return { judgedOn, organization, tool, ...(previous !== undefined && { previous }) };
}

interface SignatureOptions {
  readonly report: Report;
  /** What ought to be signed; absent when the files are not what they were. */
  readonly statements: readonly object[] | undefined;
}

function checkSignatures(
  contents: PackContents,
  given: KeyObject | undefined,
  { report, statements: expected }: SignatureOptions,
): Pick<Verification, 'signature' | 'keyid'> {
  const [envelopesPath, keyPath] = SIGNATURE_FILES;
  const envelopes = contents.get(envelopesPath);
  const keyFile = contents.get(keyPath);
  if (envelopes === undefined) {
    if (keyFile !== undefined) report(keyPath, 'there is a key and nothing that it signed');
    if (given !== undefined) report(envelopesPath, 'a key was given, and the pack is not signed');
    return { signature: given === undefined ? 'none' : 'invalid' };
  }
  const before = { count: 0 };
  const note: Report = (path, what) => {
    before.count++;
    report(path, what);
  };
  const pem = keyFile === undefined ? undefined : Buffer.from(keyFile).toString('utf8');
  const packed = pem === undefined ? undefined : publicKeyFromPem(pem);
  if (keyFile !== undefined && (packed === undefined || publicPem(packed) !== pem))
    note(keyPath, 'it is not the public key that was put there');
  const key = given ?? packed;
  if (key === undefined) {
    note(envelopesPath, 'there is no public key to check its signatures with');
    return { signature: 'invalid' };
  }
  if (packed !== undefined && !packed.equals(key)) note(keyPath, 'it is another key than the one given');
  const text = Buffer.from(envelopes).toString('utf8');
  if (!Buffer.from(text).equals(envelopes) || !text.endsWith('\n'))
    note(envelopesPath, 'it was changed: its last line does not end, or it is no text');
  const statements: unknown[] = [];
  text
    .replace(/\n$/, '')
    .split('\n')
    .forEach((line, index) => {
      const checked = checkEnvelope(line, key);
      if (checked.ok) statements.push(checked.statement);
      else note(envelopesPath, `statement ${index + 1}: ${checked.problem}`);
    });
  if (before.count === 0) checkStatements(contents, statements, { note, expected });
  const isValid = before.count === 0;
  return { signature: isValid ? (given === undefined ? 'untrusted' : 'trusted') : 'invalid', keyid: keyId(key) };
}

function checkStatements(
  contents: PackContents,
  statements: readonly unknown[],
  { note, expected }: { readonly note: Report; readonly expected: readonly object[] | undefined },
): void {
  const digest = sha256Of(contents.get(MANIFEST) ?? new Uint8Array());
  const isAboutThis = (statement: unknown): boolean =>
    JSON.stringify(statement).includes(`"name":"${MANIFEST}","digest":{"sha256":"${digest}"}`);
  if (!statements.every(isAboutThis)) note(MANIFEST, 'it is not the manifest that was signed');
  else if (expected !== undefined && JSON.stringify(statements) !== JSON.stringify(expected))
    note(SIGNATURE_FILES[0], 'the statements do not follow from the pack');
}

// A signature inside an SBOM may be missing; one that is there must be valid.
function checkSboms(contents: PackContents, key: KeyObject | undefined, report: Report): number {
  let signed = 0;
  for (const [path, bytes] of contents) {
    if (!path.startsWith('inventory/') || !path.endsWith('.cdx.json')) continue;
    const document = parseJson(Buffer.from(bytes).toString('utf8'));
    if (typeof document !== 'object' || document === null || !('signature' in document)) continue;
    const problem = jsonSignatureProblem(document, key);
    if (problem === undefined) signed++;
    else report(path, problem);
  }
  return signed;
}

interface Again {
  readonly history: number;
  readonly statements: readonly object[];
}

async function checkDerived(contents: PackContents, report: Report): Promise<Again | undefined> {
  try {
    const { inputs, facts, rules } = await readPack(contents);
    for (const [path, digest] of Object.entries(inputs.files))
      if (sha256Of(contents.get(path) ?? new Uint8Array()) !== digest) report(path, 'it is not the input that inputs.json names');
    const derived = derive(facts, rules);
    const known = new Set([
      ...derived.files.map(({ path }) => path),
      ...Object.keys(inputs.files),
      'inputs.json',
      MANIFEST,
      ...SIGNATURE_FILES,
    ]);
    for (const { path, bytes } of derived.files)
      if (!Buffer.from(bytes).equals(contents.get(path) ?? new Uint8Array()))
        report(path, 'it does not follow from the facts in the pack');
    for (const path of contents.keys()) if (!known.has(path)) report(path, 'it follows from nothing in the pack');
    return { history: facts.history.length, statements: packStatements(contents, { facts, rules }, derived.checklists) };
  } catch (error) {
    if (!(error instanceof UnreadablePack)) throw error;
    for (const line of error.message.split('\n')) report(line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1).trim());
    return undefined;
  }
}
