import type { Ecosystem } from '../ecosystem.ts';
import { nugetLicensing } from './licensing.ts';
import { projectAssetsReader } from './read-assets.ts';
import { depsJsonReader } from './read-deps-json.ts';
import { packagesConfigReader } from './read-packages-config.ts';
import { packagesLockReader } from './read-packages-lock.ts';
import { paketLockReader } from './read-paket.ts';
import { projectFileReader } from './read-projects.ts';
import { dotnetToolsReader } from './read-tools.ts';

/** .NET: NuGet packages, by whatever file a project manages them. */
export const nuget: Ecosystem = {
  id: 'nuget',
  title: 'NuGet (.NET)',
  purlTypes: ['nuget', 'github', 'generic'],
  readers: [
    packagesLockReader,
    projectAssetsReader,
    packagesConfigReader,
    depsJsonReader,
    paketLockReader,
    dotnetToolsReader,
    projectFileReader,
  ],
  capabilities: {
    graph: 'full',
    scopes: true,
    hashes: true,
    origins: false,
    workspaces: true,
    licenses: ['manifest', 'installed', 'cache'],
  },
  licensing: nugetLicensing,
};
