import type { Ecosystem } from '../ecosystem.ts';
import { gleamManifestReader } from './gleam-manifest.ts';
import { hexLicensing } from './installed.ts';
import { mixLockReader } from './read-mix-lock.ts';
import { mixExsReader } from './read-mix-exs.ts';
import { readGleamLicenses } from './gleam-licensing.ts';
import { gleamTomlReader } from './read-gleam-toml.ts';
import { rebarConfigReader } from './read-rebar-config.ts';
import { rebarLockReader } from './rebar-lock.ts';

/** Elixir projects, locked by Mix. */
export const mix: Ecosystem = {
  id: 'mix',
  title: 'Mix (Elixir)',
  purlTypes: ['hex', 'github', 'bitbucket', 'git'],
  readers: [mixLockReader, mixExsReader],
  capabilities: {
    graph: 'full',
    scopes: true,
    hashes: true,
    origins: true,
    workspaces: true,
    licenses: ['manifest', 'installed'],
  },
  licensing: hexLicensing,
};

/** Erlang projects, locked by rebar3: its lock has levels and no edges. */
export const rebar: Ecosystem = {
  id: 'rebar',
  title: 'Rebar3 (Erlang)',
  purlTypes: ['hex', 'github', 'bitbucket', 'git'],
  readers: [rebarLockReader, rebarConfigReader],
  capabilities: { graph: 'direct', scopes: true, hashes: true, origins: true, workspaces: true, licenses: ['manifest'] },
  licensing: hexLicensing,
};

/** Gleam projects, locked in manifest.toml. */
export const gleam: Ecosystem = {
  id: 'gleam',
  title: 'Gleam',
  purlTypes: ['hex'],
  readers: [gleamManifestReader, gleamTomlReader],
  capabilities: {
    graph: 'full',
    scopes: true,
    hashes: true,
    origins: true,
    workspaces: true,
    licenses: ['manifest', 'installed'],
  },
  licensing: readGleamLicenses,
};
