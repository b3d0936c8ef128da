import { unreadable } from '../../domain/read-result.ts';
import type { Ecosystem, Reader } from '../ecosystem.ts';
import { readInstalledPort } from './spdx-document.ts';
import { vcpkgManifestReader } from './read-manifest.ts';

/** Reads the SPDX documents of installed ports, classic mode and manifest mode alike. */
const vcpkgInstalledReader: Reader = {
  id: 'vcpkg-installed',
  version: 1,
  kind: 'installed',
  claims: ['vcpkg.spdx.json'],
  group: 'file',
  read: ({ files: [file] }) => {
    if (file === undefined) return unreadable();
    const port = readInstalledPort(file);
    return 'code' in port ? unreadable(port) : { packages: [port.item], edges: [], diagnostics: port.diagnostics };
  },
};

/** C and C++ ports of vcpkg. */
export const vcpkg: Ecosystem = {
  id: 'vcpkg',
  title: 'vcpkg (C/C++)',
  purlTypes: ['vcpkg'],
  readers: [vcpkgInstalledReader, vcpkgManifestReader],
  capabilities: {
    graph: 'direct',
    scopes: false,
    hashes: true,
    origins: true,
    workspaces: false,
    licenses: ['manifest', 'installed'],
  },
  licensing: {
    locate: (_component, { installed }) => installed,
    declared: async () => Promise.resolve(undefined),
  },
};
