import { bazel } from './bazel/index.ts';
import { cargo } from './cargo/index.ts';
import { carthage } from './carthage/ecosystem.ts';
import { cocoapods } from './cocoapods/ecosystem.ts';
import { composer } from './composer/ecosystem.ts';
import { conan } from './conan/index.ts';
import { conda } from './conda/index.ts';
import { cran } from './cran/index.ts';
import { docker } from './docker/index.ts';
import type { Ecosystem } from './ecosystem.ts';
import { gem } from './gem/ecosystem.ts';
import { git } from './git/index.ts';
import { githubActions } from './github-actions/index.ts';
import { golang } from './golang/index.ts';
import { gradle } from './gradle/ecosystem.ts';
import { haskell } from './haskell/index.ts';
import { helm } from './helm/index.ts';
import { gleam, mix, rebar } from './hex/index.ts';
import { huggingface } from './huggingface/index.ts';
import { ivy } from './ivy/ecosystem.ts';
import { julia } from './julia/index.ts';
import { maven } from './maven/ecosystem.ts';
import { nix } from './nix/index.ts';
import { npm } from './npm/index.ts';
import { nuget } from './nuget/ecosystem.ts';
import { preCommit } from './pre-commit/index.ts';
import { pub } from './pub/ecosystem.ts';
import { pypi } from './pypi/index.ts';
import { sbt } from './sbt/ecosystem.ts';
import { swift } from './swift/ecosystem.ts';
import { terraform } from './terraform/index.ts';
import { vcpkg } from './vcpkg/index.ts';

/** Every ecosystem, in the order in which people read the list. Adding one adds one line here. */
export const ECOSYSTEMS: readonly Ecosystem[] = [
  npm,
  cargo,
  golang,
  pypi,
  maven,
  gradle,
  sbt,
  ivy,
  nuget,
  composer,
  gem,
  pub,
  swift,
  cocoapods,
  carthage,
  mix,
  rebar,
  gleam,
  conan,
  vcpkg,
  haskell,
  cran,
  julia,
  conda,
  nix,
  bazel,
  docker,
  git,
  githubActions,
  helm,
  huggingface,
  preCommit,
  terraform,
];
