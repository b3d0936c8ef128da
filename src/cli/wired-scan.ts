import { homedir } from 'node:os';
import { parseRole, parseRoleSetting } from '../discover/role-setting.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { openCaches } from '../io/caches.ts';
import { loadLicenseAliases } from '../io/license-rules.ts';
import { packageFilesOpener } from '../io/package-files.ts';
import { scan } from '../pipeline/scan.ts';
import type { ScanServices } from '../pipeline/services.ts';
import { ecosystemsOfTree } from './ecosystems-of-tree.ts';
import { lazyTextIdentifier } from './lazy-text-identifier.ts';
import { version } from './version.ts';

/** One scan as people ask for it, in the words of the flags. */
export interface ScanWish {
  readonly path: string;
  readonly includeRoles: readonly string[];
  readonly roles: readonly string[];
  readonly caches: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ignoreLicenseLock?: boolean;
}

/** What differs between a scan that somebody watches and one of a thousand: where files come from, who is told what. */
export type OwnServices = Omit<ScanServices, keyof SharedServices>;
type SharedServices = Pick<ScanServices, 'caches' | 'openPackageFiles' | 'licenseAliases' | 'textIdentifier'>;

// The detector and its index serve all scans of a process.
const identifier = lazyTextIdentifier();

/** Scans with everything wired: ecosystems, caches, licenses, the detector. A service that all scans need is added here. */
export async function wiredScan(
  wish: ScanWish,
  own: OwnServices,
  onWarning: (warning: string) => void = () => undefined,
): Promise<Snapshot> {
  const { path, includeRoles, roles, cwd, env, ignoreLicenseLock = false } = wish;
  const { caches, warnings } = openCaches(wish.caches, { env, home: homedir(), platform: process.platform, cwd });
  warnings.forEach(onWarning);
  return scan(
    {
      path,
      ecosystems: ecosystemsOfTree,
      includeRoles: includeRoles.map(parseRole),
      roleOverrides: roles.map(parseRoleSetting),
      scanner: { name: 'licet', version: version() },
      ignoreLicenseLock,
    },
    {
      ...own,
      caches,
      openPackageFiles: packageFilesOpener,
      licenseAliases: loadLicenseAliases,
      textIdentifier: () => identifier,
    },
  );
}
