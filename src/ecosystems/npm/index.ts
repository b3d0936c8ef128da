import type { Ecosystem } from '../ecosystem.ts';
import { PNPM_LOCK, PNPM_UNSUPPORTED } from './pnpm/reader.ts';
import { YARN_LOCK } from './yarn-lock.ts';
import { BUN_LOCK, BUN_UNSUPPORTED } from './bun/reader.ts';

export const NPM: Ecosystem = {
  id: 'npm',
  title: 'JavaScript (npm, pnpm, yarn, bun, deno)',
  purlTypes: ['npm'],
  readers: [PNPM_LOCK, YARN_LOCK, BUN_LOCK],
  unsupported: [...PNPM_UNSUPPORTED, ...BUN_UNSUPPORTED],
  capabilities: { graph: 'full', scopes: true, hashes: true, origins: true, workspaces: true, licenses: ['installed'] },
};
