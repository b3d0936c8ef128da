import type { Diagnostic } from '../../domain/diagnostic.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import type { Purl } from '../../domain/purl.ts';
import { notLocked, staleBecause } from '../formats/not-locked.ts';
import { directoryProject, namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { readHcl, type HclBlock, type HclFile } from './blocks.ts';
import { readLockfile } from './lockfile.ts';
import { moduleCalls, requiredProviders, type RequiredProvider } from './configuration.ts';
import { providerPurl } from './provider.ts';
import { satisfies } from './version-constraint.ts';

/** Reads a Terraform module: the .tf files of one directory with the lockfile beside them. */
export const terraformReader: Reader = {
  id: 'terraform-module',
  version: 1,
  kind: 'lockfile',
  claims: ['.terraform.lock.hcl', '*.tf', '*.tofu'],
  group: 'directory',
  read,
};

interface Configuration extends HclFile {
  readonly path: string;
}

function read({ root, files }: ReadGroup): ReadResult {
  const [first] = files;
  if (first === undefined) return unreadable();
  const lock = files.find(({ path }) => path.endsWith('.terraform.lock.hcl'));
  const diagnostics: Diagnostic[] = [];
  const configurations: Configuration[] = files
    .filter((file) => file !== lock)
    .map((file) => ({ path: file.path, ...readHcl(file.text()) }));
  for (const { path, brokenAt } of configurations)
    if (brokenAt !== undefined) diagnostics.push(diagnostic('manifest-unparsable', 'not valid HCL', { path, line: brokenAt }));
  const locked = lock === undefined ? undefined : readLockfile(lock);
  diagnostics.push(...(locked?.diagnostics ?? []));
  const named: NamedPackage[] = (locked?.providers ?? []).map(({ item, constraints }) => ({
    item,
    scope: 'runtime',
    requirement: constraints,
  }));
  const lockedVersions = new Map(
    (locked?.providers ?? []).flatMap(({ address, version }) =>
      [address, withoutHost(address)].map((known) => [providerPurl(known, undefined), version] as const),
    ),
  );
  const calls = configurations.map(({ path, blocks }) => moduleCalls(blocks, { path, root }));
  const required = configurations.flatMap(({ path, blocks }) => requiredProviders(blocks, path));
  const open = required.filter(({ item }) => !lockedVersions.has(item.purl));
  named.push(
    ...calls.flatMap((call) => call.named),
    ...open.map(({ item, requirement }) => ({ item, scope: 'runtime' as const, requirement })),
  );
  diagnostics.push(...calls.flatMap((call) => call.diagnostics));
  const [missing] = open;
  const isRoot = configurations.some(({ blocks }) => isRootModule(blocks));
  // Only the module that is applied has a lockfile; the ones it calls have none.
  if (missing !== undefined && lock === undefined && isRoot) {
    const hint = 'run `terraform init` and commit .terraform.lock.hcl';
    diagnostics.push(diagnostic('lockfile-missing', 'nothing locks the providers of this module', { path: first.path, hint }));
  }
  const stale = lock === undefined ? [] : required.flatMap((provider) => staleProvider(provider, lockedVersions, lock.path));
  diagnostics.push(...stale);
  const project = { ...directoryProject(root, first.path), ...(lock !== undefined && { lockfile: lock.path }) };
  return {
    ...namedByProject(project, named, diagnostics),
    ...(lock !== undefined && staleBecause(lock.path, stale)),
  };
}

// A source without a host is of the registry of the tool, and OpenTofu has another one than Terraform.
function withoutHost(address: string): string {
  return address.split('/').slice(-2).join('/');
}

// `terraform init` refuses a lockfile like that, unless it is told to upgrade.
function staleProvider(
  { source, requirement, item }: RequiredProvider,
  locked: ReadonlyMap<Purl | undefined, string>,
  lockfile: string,
): Diagnostic[] {
  const [at] = item.occurrences;
  const version = locked.get(item.purl);
  if (version === undefined) return [notLocked(source, lockfile, { ...at })];
  if (requirement === undefined || satisfies(version, requirement) !== false) return [];
  const message = `\`${source} ${requirement.slice(0, 100)}\` is declared, and ${lockfile} has \`${version}\``;
  return [diagnostic('lockfile-stale', message, { ...at })];
}

// A backend, or a provider with settings, belongs into the module that is applied.
function isRootModule(blocks: readonly HclBlock[]): boolean {
  return blocks.some(
    ({ type, blocks: inner }) =>
      type === 'provider' || (type === 'terraform' && inner.some((block) => block.type === 'backend' || block.type === 'cloud')),
  );
}
