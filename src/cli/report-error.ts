import { CommanderError } from 'commander';
import { UsageError } from '../domain/usage-error.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { styleFor, type Terminal } from './terminal.ts';

/** Says what went wrong and what to do about it, and gives the exit status that it means. */
export function reportError(error: unknown, terminal: Terminal): ExitCode {
  // commander has already written its message; asking for help is no error
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const style = styleFor('auto', terminal.errIsTty, terminal);
  const refused = error instanceof UsageError ? error : refusedByMachine(error);
  if (refused !== undefined) {
    const hint = refused.hint === undefined ? '' : `${style.hint('hint:')} ${refused.hint}\n`;
    terminal.err(`${style.error('error:')} ${refused.message}\n${hint}`);
    return EXIT.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.err(`${style.error('error:')} this is a bug in licet, please report it\n${stack}\n`);
  return EXIT.internal;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you have no right to',
  EPERM: 'you have no right to',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of it is no directory',
};

// What the machine refuses to do with a file that somebody named is no bug, whichever command meets it.
function refusedByMachine(error: unknown): { readonly message: string; readonly hint?: string } | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const reason = Object.hasOwn(REASONS, error.code) ? REASONS[error.code] : undefined;
  if (reason === undefined) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  const what = path === undefined ? 'a file cannot be used' : `\`${path}\` cannot be used`;
  return { message: `${what}: ${reason} (${error.code})` };
}
