import type { OnlineSource } from './source.ts';
import { clearlyDefinedSource } from './sources/clearly-defined.ts';
import { cratesSource } from './sources/crates.ts';
import { depsDevSource } from './sources/deps-dev.ts';
import { goSource } from './sources/go.ts';
import { mavenSource } from './sources/maven.ts';
import { npmSource } from './sources/npm.ts';
import { nugetSource } from './sources/nuget.ts';
import { packagistSource } from './sources/packagist.ts';
import { pypiSource } from './sources/pypi.ts';
import { rubygemsSource } from './sources/rubygems.ts';

/** Every source: the registries themselves, then the indexes over several of them. */
export const SOURCES: readonly OnlineSource[] = [
  npmSource,
  pypiSource,
  cratesSource,
  goSource,
  mavenSource,
  rubygemsSource,
  nugetSource,
  packagistSource,
  depsDevSource,
  clearlyDefinedSource,
];
