import type { Ecosystem } from './ecosystem.ts';

/**
 * Every ecosystem by id, in the order in which people read the list. The modules of one are loaded when there is something
 * for it to read: that is most of what a small scan costs. Adding one adds one line here.
 */
const MODULES: Readonly<Record<string, () => Promise<Ecosystem>>> = {
  npm: async () => (await import('./npm/index.ts')).npm,
  cargo: async () => (await import('./cargo/index.ts')).cargo,
  golang: async () => (await import('./golang/index.ts')).golang,
  pypi: async () => (await import('./pypi/index.ts')).pypi,
  maven: async () => (await import('./maven/ecosystem.ts')).maven,
  gradle: async () => (await import('./gradle/ecosystem.ts')).gradle,
  sbt: async () => (await import('./sbt/ecosystem.ts')).sbt,
  ivy: async () => (await import('./ivy/ecosystem.ts')).ivy,
  nuget: async () => (await import('./nuget/ecosystem.ts')).nuget,
  composer: async () => (await import('./composer/ecosystem.ts')).composer,
  gem: async () => (await import('./gem/ecosystem.ts')).gem,
  pub: async () => (await import('./pub/ecosystem.ts')).pub,
  swift: async () => (await import('./swift/ecosystem.ts')).swift,
  cocoapods: async () => (await import('./cocoapods/ecosystem.ts')).cocoapods,
  carthage: async () => (await import('./carthage/ecosystem.ts')).carthage,
  mix: async () => (await import('./hex/index.ts')).mix,
  rebar: async () => (await import('./hex/index.ts')).rebar,
  gleam: async () => (await import('./hex/index.ts')).gleam,
  conan: async () => (await import('./conan/index.ts')).conan,
  vcpkg: async () => (await import('./vcpkg/index.ts')).vcpkg,
  haskell: async () => (await import('./haskell/index.ts')).haskell,
  cran: async () => (await import('./cran/index.ts')).cran,
  julia: async () => (await import('./julia/index.ts')).julia,
  conda: async () => (await import('./conda/index.ts')).conda,
  nix: async () => (await import('./nix/index.ts')).nix,
  bazel: async () => (await import('./bazel/index.ts')).bazel,
  docker: async () => (await import('./docker/index.ts')).docker,
  devcontainer: async () => (await import('./devcontainer/index.ts')).devcontainer,
  git: async () => (await import('./git/index.ts')).git,
  'github-actions': async () => (await import('./github-actions/index.ts')).githubActions,
  gitlab: async () => (await import('./gitlab/index.ts')).gitlab,
  hardware: async () => (await import('./hardware/index.ts')).hardware,
  helm: async () => (await import('./helm/index.ts')).helm,
  huggingface: async () => (await import('./huggingface/index.ts')).huggingface,
  'pre-commit': async () => (await import('./pre-commit/index.ts')).preCommit,
  sbom: async () => (await import('./tree-sboms/index.ts')).sbom,
  vendored: async () => (await import('./vendored/index.ts')).vendored,
  terraform: async () => (await import('./terraform/index.ts')).terraform,
};

export const ECOSYSTEM_IDS: readonly string[] = Object.keys(MODULES);

/** Loads the ecosystems with these ids, in the order of the list. */
export async function loadEcosystems(ids: readonly string[] = ECOSYSTEM_IDS): Promise<readonly Ecosystem[]> {
  const wanted = new Set(ids);
  return Promise.all(Object.entries(MODULES).flatMap(([id, load]) => (wanted.has(id) ? [load()] : [])));
}
