import { cargo } from './cargo/index.ts';
import { composer } from './composer/ecosystem.ts';
import { conan } from './conan/index.ts';
import { docker } from './docker/index.ts';
import type { Ecosystem } from './ecosystem.ts';
import { gem } from './gem/ecosystem.ts';
import { git } from './git/index.ts';
import { githubActions } from './github-actions/index.ts';
import { golang } from './golang/index.ts';
import { haskell } from './haskell/index.ts';
import { helm } from './helm/index.ts';
import { huggingface } from './huggingface/index.ts';
import { gleam, mix, rebar } from './hex/index.ts';
import { maven } from './maven/ecosystem.ts';
import { npm } from './npm/index.ts';
import { preCommit } from './pre-commit/index.ts';
import { pypi } from './pypi/index.ts';
import { terraform } from './terraform/index.ts';
import { vcpkg } from './vcpkg/index.ts';

/** Every ecosystem, in the order in which people read the list. Adding one adds one line here. */
export const ECOSYSTEMS: readonly Ecosystem[] = [
  npm,
  cargo,
  golang,
  pypi,
  maven,
  composer,
  gem,
  mix,
  rebar,
  gleam,
  conan,
  vcpkg,
  haskell,
  githubActions,
  docker,
  helm,
  terraform,
  preCommit,
  git,
  huggingface,
];
