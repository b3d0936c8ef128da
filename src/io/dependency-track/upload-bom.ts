/**
 * Sends an SBOM to a Dependency-Track server and waits until it was taken in. The API is that of its `BomResource`:
 * `POST /api/v1/bom` takes a form (the `PUT` of the same path takes the document as base64 in one JSON string, which servers limit),
 * answers with a token, and `GET /api/v1/bom/token/TOKEN` says whether it is still being worked on.
 */
import { UsageError } from '../../domain/usage-error.ts';
import { isRecord, textField } from '../../domain/values.ts';
import type { Chunk } from '../write-output.ts';
import { multipart } from './multipart.ts';
import { callServer, type HttpServices, type Server } from './call-server.ts';

export interface UploadRequest {
  readonly server: Server;
  readonly project: UploadProject;
  /** Called once per attempt. CycloneDX, JSON or XML. */
  readonly document: () => Iterable<Chunk> | AsyncIterable<Chunk>;
  /** How long to wait for the server to take it in; absent or 0: not at all. */
  readonly waitMs?: number;
}

export type UploadProject =
  | { readonly uuid: string }
  | {
      readonly name: string;
      readonly version?: string;
      /** Make it when it is not there; the default. */
      readonly autoCreate?: boolean;
      /** The project below which a new one is made. */
      readonly parent?: { readonly uuid: string } | { readonly name: string; readonly version?: string };
      readonly tags?: readonly string[];
      readonly isLatest?: boolean;
    };

export interface UploadResult {
  readonly token: string;
  /** `undefined` when nobody waited; `false` when the time was over first. */
  readonly processed: boolean | undefined;
}

/** @throws UsageError in one line, with what to do; the key is never part of it */
export async function uploadBom(request: UploadRequest, services: HttpServices): Promise<UploadResult> {
  const { server, project, document } = request;
  const answer = await callServer(server, services, {
    method: 'POST',
    path: '/api/v1/bom',
    body: () =>
      multipart(toFields(project), { field: 'bom', name: 'bom.json', type: 'application/octet-stream', chunks: document() }),
  });
  const token = textField(answer, 'token');
  if (token === undefined) {
    throw new UsageError(
      `\`${server.url}\` answered without a token`,
      'is it the address of the API server, not of the frontend?',
    );
  }
  const waitMs = request.waitMs ?? 0;
  return { token, processed: waitMs > 0 ? await waitFor(token, waitMs, { server, services }) : undefined };
}

function toFields(project: UploadProject): Readonly<Record<string, string>> {
  if ('uuid' in project) return { project: project.uuid };
  const { name, version, autoCreate = true, parent, tags = [], isLatest } = project;
  return {
    autoCreate: String(autoCreate),
    projectName: name,
    ...(version !== undefined && { projectVersion: version }),
    ...(parent !== undefined && ('uuid' in parent ? { parentUUID: parent.uuid } : toParent(parent))),
    ...(tags.length > 0 && { projectTags: tags.join(',') }),
    ...(isLatest !== undefined && { isLatest: String(isLatest) }),
  };
}

function toParent({ name, version }: { readonly name: string; readonly version?: string }): Readonly<Record<string, string>> {
  return { parentName: name, ...(version !== undefined && { parentVersion: version }) };
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

async function waitFor(
  token: string,
  waitMs: number,
  { server, services }: { readonly server: Server; readonly services: HttpServices },
): Promise<boolean> {
  let waited = 0;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const answer = await callServer(server, services, { method: 'GET', path: `/api/v1/bom/token/${encodeURIComponent(token)}` });
    if (!isRecord(answer) || answer['processing'] !== true) return true;
    if (waited >= waitMs) return false;
    const next = Math.min(pause, waitMs - waited);
    await services.sleep(next);
    waited += next;
  }
}
