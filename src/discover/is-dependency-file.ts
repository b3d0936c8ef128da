import type { Ecosystem } from '../ecosystems/ecosystem.ts';
import { ClaimIndex } from './claims.ts';

// What readers look at beside the files they claim: settings, members' manifests, patches, license files.
const BESIDE =
  /\.(json|jsonc|ya?ml|toml|lock|xml|txt|cfg|mod|sum|work|props|targets|config|conf|properties|gradle|kts|gemspec|nuspec|resolved|exs?|csproj|fsproj|vbproj|cabal|patch|podspec|bazel|nix)$|(^|\/)(\.[\w-]+rc|go\.\w+|Gemfile|Podfile|Cartfile|Dockerfile[^/]*|LICEN[CS]E[^/]*|COPYING[^/]*)$/i;

/** Tells the files that some reader may want to read from all the others of a repository. */
export function isDependencyFile(ecosystems: readonly Ecosystem[]): (path: string) => boolean {
  const claims = new ClaimIndex<true>();
  for (const ecosystem of ecosystems)
    for (const reader of ecosystem.readers) for (const claim of reader.claims) claims.add(claim, true);
  return (path) => BESIDE.test(path) || claims.find(path).length > 0;
}
