import { createHash } from 'node:crypto';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { cycloneDxReader } from './cyclonedx.ts';
import { decodeChunks } from './decode-chunks.ts';
import type { SbomDraft } from './draft.ts';
import { jsonMembers, type DocumentPart, type PartsParser } from './json-members.ts';
import { lostCounter } from './lost.ts';
import type { PartReader } from './part-reader.ts';
import { SbomProblem } from './sbom-problem.ts';
import { spdx2Reader } from './spdx2.ts';
import { spdx3Reader } from './spdx3.ts';
import { tagValueMembers } from './tag-value.ts';
import { xmlMembers } from './xml-members.ts';

export interface SbomBytes {
  /** As messages name it; becomes the path of everything that is found in it. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export type ReadDocument =
  | { readonly draft: SbomDraft; readonly sha256: string; readonly problem?: never }
  | { readonly problem: Diagnostic; readonly draft?: never; readonly sha256?: never };

/** Reads the bytes of an SBOM in any of the known formats, or says in one diagnostic why not. Holds no more of the text than one entry. */
export async function readDocument({ name, chunks }: SbomBytes): Promise<ReadDocument> {
  const digest = createHash('sha256');
  try {
    const draft = await readText(name, decodeChunks(tee(chunks, (chunk) => digest.update(chunk))));
    return { draft, sha256: digest.digest('hex') };
  } catch (error) {
    if (!(error instanceof SbomProblem)) throw error;
    return { problem: diagnostic(error.code, error.message, { path: name, line: error.line }) };
  }
}

async function readText(name: string, texts: AsyncIterable<string>): Promise<SbomDraft> {
  const lost = lostCounter();
  const readers: readonly PartReader[] = [cycloneDxReader(name, lost), spdx2Reader(name, lost), spdx3Reader(name, lost)];
  const [cycloneDx, spdx2, spdx3] = readers as [PartReader, PartReader, PartReader];
  let syntax: Syntax | undefined;
  let parser: PartsParser | undefined;
  let start = '';
  // Which standard it is may stand behind the first entries (keys come in any order): a part goes to the reader of its key.
  const route = (part: DocumentPart): void => {
    if (part.key === '@context' || part.key === '@graph') spdx3.part(part);
    else if (CYCLONEDX.has(part.key)) cycloneDx.part(part);
    else if (SPDX2.has(part.key)) spdx2.part(part);
    else {
      if (part.key === 'schema' || part.key === 'artifacts') refuse(part);
      (syntax === 'xml' ? cycloneDx : syntax === 'tag-value' ? spdx2 : unknownParts).part(part);
    }
  };
  const unknownParts: PartReader = {
    part: ({ key, value }) => lost.add(key, typeof value === 'string' ? value : ''),
    finish: () => undefined,
  };
  for await (const text of texts) {
    if (parser === undefined) {
      start += text;
      if (start.trimStart() === '') continue;
      syntax = syntaxOf(start);
      parser = PARSERS[syntax](route);
      parser.write(start);
      start = '';
    } else parser.write(text);
  }
  if (parser === undefined || syntax === undefined) throw new SbomProblem('sbom-unparsable', 'the file is empty', 1);
  parser.end();
  const draft =
    cycloneDx.finish(syntax === 'xml' ? 'cyclonedx-xml' : 'cyclonedx-json') ??
    spdx2.finish(syntax === 'tag-value' ? 'spdx-tag-value' : 'spdx-json') ??
    spdx3.finish('spdx3-json');
  if (draft === undefined) throw new SbomProblem('sbom-format-unknown', 'neither CycloneDX nor SPDX: nothing in it says so', 1);
  return draft;
}

type Syntax = 'json' | 'xml' | 'tag-value';

const PARSERS: Readonly<Record<Syntax, (onPart: (part: DocumentPart) => void) => PartsParser>> = {
  json: jsonMembers,
  xml: xmlMembers,
  'tag-value': tagValueMembers,
};

const CYCLONEDX: ReadonlySet<string> = new Set(
  ['bomFormat', '$schema', 'specVersion', 'serialNumber', 'version', 'metadata', 'components', 'services', 'dependencies'].concat(
    [
      'compositions',
      'vulnerabilities',
      'formulation',
      'externalReferences',
      'properties',
      'declarations',
      'definitions',
      'citations',
    ],
  ),
);

const SPDX2: ReadonlySet<string> = new Set(
  [
    'spdxVersion',
    'SPDXID',
    'dataLicense',
    'documentNamespace',
    'name',
    'creationInfo',
    'packages',
    'relationships',
    'files',
  ].concat([
    'snippets',
    'hasExtractedLicensingInfos',
    'documentDescribes',
    'externalDocumentRefs',
    'revieweds',
    'comment',
    'annotations',
  ]),
);

function syntaxOf(start: string): Syntax {
  const text = start.trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return 'json';
  if (text.startsWith('<')) return 'xml';
  if (/^(?:#|[A-Za-z][A-Za-z0-9]*:)/.test(text)) return 'tag-value';
  throw new SbomProblem('sbom-format-unknown', 'neither JSON, XML nor SPDX tag-value', 1);
}

// syft's own format is often mistaken for a standard one
function refuse({ value, line }: DocumentPart): void {
  const url = typeof value === 'object' && value !== null && 'url' in value ? String(value.url) : '';
  if (/anchore\/syft/.test(url)) {
    throw new SbomProblem('sbom-format-unknown', 'the native format of syft; write `-o cyclonedx-json` or `-o spdx-json`', line);
  }
}

async function* tee(chunks: SbomBytes['chunks'], onChunk: (chunk: Uint8Array) => unknown): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onChunk(chunk);
    yield chunk;
  }
}
