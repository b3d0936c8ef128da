import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ThirdPartyPackage } from '../../domain/read-result.ts';
import { makePurl } from '../../domain/purl.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { vcsUrl } from '../formats/vcs-source.ts';
import { hexPurl } from './hex-purl.ts';
import { parseTerms, type Term } from './terms.ts';
import { itemsOf, pairValue, textOf, wordOf } from './term-values.ts';

export interface RebarDeclaration {
  readonly app: string;
  readonly package: string;
  readonly requirement?: string;
  readonly git?: { readonly url: string; readonly revision?: string };
  /** `test`, `docs`, …; absent for what every build gets. */
  readonly profile?: string;
  readonly line: number;
}

/** Reads the dependencies of a rebar.config: the terms of the file; what its `.script` computes nobody knows. */
export function readRebarConfig(file: ClaimedFile): {
  dependencies: readonly RebarDeclaration[];
  diagnostics: readonly Diagnostic[];
} {
  const terms = parseTerms(file.text(), 'erlang');
  if ('problem' in terms) {
    const message = `not a rebar.config: ${terms.problem}`;
    return { dependencies: [], diagnostics: [diagnostic('manifest-unparsable', message, { path: file.path, line: terms.line })] };
  }
  const root: Term = { kind: 'list', items: terms, line: 1 };
  const own = itemsOf(pairValue(root, 'deps')).flatMap((term) => toDeclaration(term, undefined));
  const profiles = itemsOf(pairValue(root, 'profiles')).flatMap((profile) => {
    const [name, settings] = itemsOf(profile);
    return itemsOf(pairValue(settings, 'deps')).flatMap((term) => toDeclaration(term, wordOf(name)));
  });
  return { dependencies: [...own, ...profiles], diagnostics: [] };
}

/** What a profile adds to the locked dependencies; rebar3 locks the default profile only. */
export function testDependencies(
  dependencies: readonly RebarDeclaration[],
  path: string,
): { readonly item: ThirdPartyPackage; readonly scope: Scope; readonly requirement?: string }[] {
  return dependencies
    .filter(({ profile }) => profile !== undefined && profile !== 'prod')
    .flatMap((dependency) => {
      const item = toDeclared(dependency, path);
      const { requirement } = dependency;
      return item === undefined ? [] : [{ item, scope: scopeOf(dependency), ...(requirement !== undefined && { requirement }) }];
    });
}

export function scopeOf({ profile }: RebarDeclaration): Scope {
  if (profile === undefined || profile === 'prod') return 'runtime';
  return profile === 'test' ? 'test' : 'dev';
}

export function toDeclared(
  { app, package: name, requirement, git, line }: RebarDeclaration,
  path: string,
): ThirdPartyPackage | undefined {
  const purl =
    git === undefined ? hexPurl(name, undefined) : makePurl({ type: 'hex', name: app, qualifiers: { vcs_url: vcsUrl(git) } });
  if (purl === undefined) return undefined;
  return {
    kind: 'third-party',
    key: app,
    purl,
    resolution: 'declared',
    occurrences: [{ path, line }],
    ...(requirement !== undefined && { requirement }),
  };
}

// cowboy | {cowboy, "2.9.0"} | {cowboy, {git, Url, {tag, "2.9.0"}}} | {app, "1.0", {pkg, name}} | {app, {pkg, name}}
function toDeclaration(term: Term, profile: string | undefined): RebarDeclaration[] {
  const [first, ...rest] = itemsOf(term);
  const app = term.kind === 'atom' ? term.value : wordOf(first);
  if (app === undefined) return [];
  const requirement = rest.map(textOf).find((text) => text !== undefined);
  const source = rest.find((item) => item.kind === 'tuple');
  const [kind, address, reference] = itemsOf(source);
  const url = ['git', 'git_subdir', 'hg'].includes(wordOf(kind) ?? '') ? textOf(address) : undefined;
  const revision = textOf(itemsOf(reference)[1]) ?? textOf(reference);
  return [
    {
      app,
      package: (wordOf(kind) === 'pkg' ? wordOf(address) : undefined) ?? app,
      ...(requirement !== undefined && url === undefined && { requirement }),
      ...(url !== undefined && { git: { url, ...(revision !== undefined && { revision }) } }),
      ...(profile !== undefined && { profile }),
      line: term.line,
    },
  ];
}
