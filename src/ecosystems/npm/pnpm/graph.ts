import { joinPath } from '../../../domain/path.ts';
import type { FirstPartyPackage, ThirdPartyPackage } from '../../../domain/read-result.ts';
import type { Scope } from '../../../domain/scope.ts';
import { recordField, textField } from '../../formats/values.ts';
import type { LockGraph } from '../locks/lock-graph.ts';
import { memberManifest, toMember } from '../locks/member.ts';
import { reportBundles } from './bundled.ts';
import { keysOfReference, withoutPeers } from './dep-path.ts';
import { factsOf, graphEntryOf, lineOfPackage, packageKeys, type PnpmDocument } from './document.ts';
import type { Importer } from './importers.ts';
import { toPackage } from './packages.ts';

interface Reference {
  readonly from: string;
  readonly name: string;
  readonly reference: string;
  readonly scope: Scope;
  readonly requirement?: string | undefined;
  /** What `link:` is relative to. */
  readonly base: string;
  readonly line: number | undefined;
}

/** Adds projects, packages and edges of one document. Every edge end is found by its key, never by a bare name. */
export function addDocument(
  graph: LockGraph,
  document: PnpmDocument,
  projects: readonly (readonly [Importer, FirstPartyPackage])[],
): void {
  const keys = packageKeys(document);
  const known = new Set(keys);
  const references = [
    ...projects.flatMap(([importer]) =>
      importer.uses.map((use): Reference => ({
        ...use,
        from: importer.key,
        requirement: use.specifier,
        base: importer.path,
        line: importer.line,
      })),
    ),
    ...keys.flatMap((key) => referencesOf(document, key)),
  ];
  const targets = references.map((reference) => targetOf(document, reference, known));
  const aliases = aliasesOf(references, targets);
  for (const [, project] of projects) graph.add(project);
  for (const key of keys) {
    const item = toPackage(document, key, aliases.get(key));
    if (item === undefined) graph.report('lockfile-entry-invalid', `\`${key}\` names no package`, lineOfPackage(document, key));
    else graph.add(item.kind === 'third-party' ? { ...item, ...statedUse(document, key, projects[0]?.[1].key) } : item);
  }
  reportBundles(graph, document, keys);
  const memberAt = new Map(projects.map(([importer]) => [importer.path, importer.key]));
  for (const [index, reference] of references.entries()) {
    const target = targets[index];
    const to = target === undefined ? linkTarget(graph, document, { reference, memberAt }) : document.prefix + target;
    if (to !== undefined) graph.connect(reference.from, to, reference.scope, reference.requirement);
  }
}

/** Up to format 6 an entry says itself whether only development needs it, which counts where no edges lead to it. */
function statedUse(document: PnpmDocument, key: string, project: string | undefined): Pick<ThirdPartyPackage, 'stated'> {
  const facts = factsOf(document, key);
  const isDev = textField(facts, 'dev');
  if (project === undefined || isDev === undefined) return {};
  const scope = isDev === 'true' ? 'dev' : textField(facts, 'optional') === 'true' ? 'optional' : 'runtime';
  return { stated: { project, scopes: [scope] } };
}

function referencesOf(document: PnpmDocument, key: string): Reference[] {
  const entry = graphEntryOf(document, key);
  const peers = recordField(factsOf(document, key), 'peerDependencies') ?? {};
  const line = lineOfPackage(document, key);
  const shared = { from: document.prefix + key, base: document.directory, line };
  return [
    ...document
      .pairs(entry, 'dependencies')
      .map(
        ([name, reference]) => ({ ...shared, name, reference, scope: Object.hasOwn(peers, name) ? 'peer' : 'runtime' }) as const,
      ),
    ...document
      .pairs(entry, 'optionalDependencies')
      .map(([name, reference]) => ({ ...shared, name, reference, scope: 'optional' }) as const),
  ];
}

function targetOf(document: PnpmDocument, { name, reference }: Reference, known: ReadonlySet<string>): string | undefined {
  return keysOfReference(name, reference, document.format).find((key) => known.has(key));
}

/** Names under which packages are installed that are not their own: `npm:real@1` aliases. */
function aliasesOf(references: readonly Reference[], targets: readonly (string | undefined)[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const [index, { name }] of references.entries()) {
    const target = targets[index];
    if (target === undefined || out.has(target)) continue;
    const bare = withoutPeers(target).replace(/^\//, '');
    if (!bare.startsWith(`${name}@`) && !bare.startsWith(`${name}/`) && /^(?:@[^/]+\/)?[^/:]+[@/]\d/.test(bare))
      out.set(target, name);
  }
  return out;
}

/** The project that a `link:` leads to: another importer, or a directory of the repository that is none. */
function linkTarget(
  graph: LockGraph,
  document: PnpmDocument,
  { reference: { name, reference, base, line }, memberAt }: { reference: Reference; memberAt: ReadonlyMap<string, string> },
): string | undefined {
  if (!reference.startsWith('link:')) {
    graph.report('lockfile-edge-unresolved', `\`${name}\` is locked to \`${reference}\`, which the lockfile does not hold`, line);
    return undefined;
  }
  const path = joinPath(base, reference.slice('link:'.length));
  if (path === undefined) return undefined;
  const member = memberAt.get(path);
  if (member !== undefined) return member;
  if (document.fs.stat(path)?.kind !== 'directory') return undefined;
  const key = `${document.prefix}link ${path}`;
  if (graph.get(key) === undefined)
    graph.add(toMember({ key, path, lockfile: document.path, line, name }, memberManifest(document.fs, path)));
  return key;
}
