import type { Ecosystem } from '../ecosystem.ts';
import { benderLockReader, benderManifestReader } from './bender.ts';
import { fusesocReader } from './fusesoc.ts';
import { kicadReader } from './kicad.ts';
import { openKnowHowReader } from './open-know-how.ts';

/** Hardware designs: boards, and the cores of chips. Their components are devices. */
export const hardware: Ecosystem = {
  id: 'hardware',
  title: 'Hardware designs (KiCad, FuseSoC, Bender)',
  purlTypes: ['github', 'git', 'bitbucket', 'generic'],
  readers: [benderLockReader, benderManifestReader, kicadReader, fusesocReader, openKnowHowReader],
  capabilities: { graph: 'full', scopes: false, hashes: false, origins: true, workspaces: true, licenses: ['manifest'] },
};
