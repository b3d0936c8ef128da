import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ThirdPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { mergeConflictLine } from '../formats/merge-conflict.ts';
import { readHcl, type HclBlock } from './blocks.ts';
import { providerPurl } from './provider.ts';

export interface LockedProvider {
  readonly address: string;
  readonly version: string;
  readonly constraints?: string;
  readonly item: ThirdPartyPackage;
}

/** Reads a .terraform.lock.hcl: one `provider` block per provider (developer.hashicorp.com, dependency lock file). */
export function readLockfile(file: ClaimedFile): { providers: LockedProvider[]; diagnostics: Diagnostic[] } {
  const text = file.text();
  const { path } = file;
  const conflict = mergeConflictLine(text);
  if (conflict !== undefined)
    return {
      providers: [],
      diagnostics: [diagnostic('lockfile-merge-conflict', 'merge conflict markers', { path, line: conflict })],
    };
  const { blocks, brokenAt } = readHcl(text);
  const diagnostics: Diagnostic[] = [];
  if (brokenAt !== undefined) diagnostics.push(diagnostic('lockfile-unparsable', 'not valid HCL', { path, line: brokenAt }));
  const providers: LockedProvider[] = [];
  for (const block of blocks) {
    const provider = block.type === 'provider' ? toProvider(block, path) : undefined;
    if (provider !== undefined) providers.push(provider);
    else
      diagnostics.push(
        diagnostic('lockfile-entry-invalid', `\`${block.type}\` block without a provider and its version`, {
          path,
          line: block.line,
        }),
      );
  }
  return { providers, diagnostics };
}

function toProvider({ labels, attributes, line }: HclBlock, path: string): LockedProvider | undefined {
  const [address] = labels;
  const [version, constraints, hashes] = ['version', 'constraints', 'hashes'].map((name) => attributes.get(name));
  const purl = address === undefined || typeof version !== 'string' ? undefined : providerPurl(address, version);
  if (purl === undefined || address === undefined || typeof version !== 'string') return undefined;
  const texts = Array.isArray(hashes) ? hashes.filter((hash): hash is string => typeof hash === 'string') : [];
  return {
    address,
    version,
    ...(typeof constraints === 'string' && { constraints }),
    item: {
      kind: 'third-party',
      key: purl,
      purl,
      type: 'application',
      resolution: 'locked',
      occurrences: [{ path, line }],
      // `h1:` is of the unpacked files, `zh:` the SHA-256 of one platform's archive: neither is the hash of one download.
      ...(texts.length > 0 && { properties: { 'licet:terraform:hashes': texts.join(' ') } }),
    },
  };
}
