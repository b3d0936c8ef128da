import { createHash } from 'node:crypto';
import { z } from 'zod';
import { by } from '../../domain/order.ts';
import { renderJson, sha256Of } from '../json.ts';
import { MANIFEST, packFile, type PackFile } from './pack-file.ts';

const hex = (length: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));

export const manifestSchema = z.strictObject({
  schema: z.literal('licet-evidence-manifest/1'),
  pack: z.string(),
  judgedOn: z.iso.date(),
  organization: z.string(),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  /** sha256 of the manifest of the pack before. */
  previous: hex(64).optional(),
  files: z.array(
    z.strictObject({
      path: z.string(),
      role: z.string(),
      mediaType: z.string(),
      audience: z.array(z.string()).optional(),
      bytes: z.int().nonnegative(),
      sha256: hex(64),
      sha512: hex(128),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;

export interface PackFacts {
  readonly judgedOn: string;
  readonly organization: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly previous?: string;
}

/** The list of every file with size and digests: what is signed, and what a changed or added file is named by. */
export function sealPack(files: readonly PackFile[], facts: PackFacts): PackFile[] {
  const sorted = files.toSorted(by((file) => file.path));
  const text = renderManifest(sorted.map(toEntry), facts, packId(sorted, facts.judgedOn));
  return [...sorted, packFile(MANIFEST, 'inputs', text)];
}

/** How a manifest is written: the same list and facts give the same bytes. */
export function renderManifest(files: Manifest['files'], facts: PackFacts, pack: string): string {
  const manifest: Manifest = {
    schema: 'licet-evidence-manifest/1',
    pack,
    judgedOn: facts.judgedOn,
    organization: facts.organization,
    tool: { name: facts.tool.name, version: facts.tool.version },
    ...(facts.previous !== undefined && { previous: facts.previous }),
    files,
  };
  return renderJson(manifest);
}

/** What a manifest says of a file. */
export function toEntry({ path, role, mediaType, audience, bytes }: PackFile): Manifest['files'][number] {
  return {
    path,
    role,
    mediaType,
    ...(audience !== undefined && { audience: [...audience] }),
    bytes: bytes.length,
    sha256: sha256Of(bytes),
    sha512: createHash('sha512').update(bytes).digest('hex'),
  };
}

/** The day of judgement and the digest of what went in: the same facts give the same id. */
export function packId(files: readonly PackFile[], judgedOn: string): string {
  const inputs = files.find((file) => file.path === 'inputs.json');
  return `${judgedOn}-${sha256Of(inputs?.bytes ?? '').slice(0, 12)}`;
}
