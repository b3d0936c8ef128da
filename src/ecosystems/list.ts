import { bazel } from './bazel/index.ts';
import { cargo } from './cargo/ecosystem.ts';
import { conan } from './conan/index.ts';
import { conda } from './conda/index.ts';
import { cran } from './cran/index.ts';
import type { Ecosystem } from './ecosystem.ts';
import { golang } from './golang/ecosystem.ts';
import { gleam, mix, rebar } from './hex/index.ts';
import { haskell } from './haskell/index.ts';
import { julia } from './julia/index.ts';
import { nix } from './nix/index.ts';
import { npm } from './npm/index.ts';
import { vcpkg } from './vcpkg/index.ts';

/** Every ecosystem, in the order in which people read the list. Adding one adds one line here. */
export const ECOSYSTEMS: readonly Ecosystem[] = [
  npm,
  cargo,
  golang,
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
];
