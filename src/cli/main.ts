import { Command, CommanderError } from 'commander';
import { UsageError } from '../domain/usage-error.ts';
import { EXIT } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Runs the command line and sets the exit status of the process. */
export async function run(process: NodeJS.Process): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTty: process.stderr.isTTY,
    columns: process.stdout.columns ?? 100,
    env: process.env,
    cwd: process.cwd(),
  });
}

/** Runs one command and gives its exit status; never throws. Only commander is loaded until a command is known. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = buildProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, terminal);
  }
}

function buildProgram(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command('licet')
    .description('SBOM and license inventory, judged against your policy: static, offline, and it explains every verdict')
    .version(version())
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  program
    .command('scan')
    .description('inventory of one repository or monorepo')
    .argument('[path]', 'directory to scan', '.')
    .option('-o, --output <format[=file]>', 'what to write, and where; repeatable', collect, [])
    .option('--caches <caches>', 'auto, none, or name=DIR; repeatable', collect, [])
    .action(async (path: string, options: { output: string[]; caches: string[] }) => {
      const { scanCommand } = await import('./commands/scan.ts');
      exit(await scanCommand({ path, outputs: options.output }, terminal));
    });
  program
    .command('licenses')
    .description('what licet knows about licenses')
    .command('identify')
    .description('the licenses that texts carry, with the evidence')
    .argument('<file...>', 'files to read')
    .option('--format <format>', 'table, json or jsonl', 'table')
    .action(async (files: string[], options: { format: string }) => {
      const { licensesIdentifyCommand } = await import('./commands/licenses-identify.ts');
      exit(await licensesIdentifyCommand({ files, format: options.format }, terminal));
    });
  return program;
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

function report(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    terminal.err(`error: ${error.message}\n${error.hint === undefined ? '' : `hint: ${error.hint}\n`}`);
    return EXIT.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.err(`error: this is a bug in licet\n${stack}\n`);
  return EXIT.internal;
}
