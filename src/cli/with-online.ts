import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../domain/usage-error.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/**
 * Gives a command that was asked for `--online` the registries. The only place that loads the code which knows the network, and
 * only then: no command imports it, so none can ask anybody without being told to.
 */
export async function withOnline(command: Command, terminal: Terminal): Promise<void> {
  const { online, registryUrl, cacheDir, cache } = command.opts<{
    readonly online?: boolean;
    readonly registryUrl?: readonly string[];
    readonly cacheDir?: string;
    readonly cache?: boolean;
  }>();
  if (online !== true) {
    if ((registryUrl ?? []).length === 0) return;
    throw new UsageError('`--registry-url` says where to ask, and nobody is asked without `--online`', 'add `--online`');
  }
  const { openOnline } = await import('../io/online/open.ts');
  const directory = cacheDir === undefined ? defaultDirectory(terminal) : resolve(terminal.cwd, cacheDir);
  const lookup = openOnline({
    registries: registryUrl ?? [],
    cacheDirectory: cache === false ? undefined : directory,
    userAgent: `licet/${version()}`,
    now: () => new Date(),
  });
  command.setOptionValue('lookup', lookup);
}

function defaultDirectory({ env }: Terminal): string {
  const home = homedir();
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'licet');
  const base = process.platform === 'win32' ? env['LOCALAPPDATA'] : env['XDG_CACHE_HOME'];
  return join(base === undefined || base === '' ? join(home, '.cache') : base, 'licet');
}
