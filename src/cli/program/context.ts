import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

/** What a command definition gets: where to write, and how to hand over the exit status. */
export interface CommandContext {
  readonly terminal: Terminal;
  exit(code: number): void;
}

export function addGlobalOptions(command: Command): Command {
  return command
    .option('-q, --quiet', 'no progress and no warnings')
    .option('-v, --verbose', 'show every diagnostic')
    .option('--color <when>', 'auto, always or never (NO_COLOR is honoured)', 'auto')
    .option('--log-format <format>', 'diagnostics as text or json lines', 'text');
}

export function addScanOptions(command: Command): Command {
  return addGlobalOptions(command)
    .option('--caches <caches>', 'local package caches to read: auto, none, or NAME=DIR (repeatable)', collect, [])
    .option('--online', 'ask public registries about licenses that nothing here tells; names of packages leave this machine')
    .option(
      '--registry-url <name=url>',
      'with --online: where to ask instead, for example npm=https://mirror.example (repeatable)',
      collect,
      [],
    )
    .option('--cache-dir <dir>', 'directory of what licet itself keeps between runs')
    .option('--no-cache', 'keep nothing between runs')
    .option('--include-role <role>', 'inventory projects of this role too: test-fixture or vendored (repeatable)', collect, [])
    .option('--role <glob=role>', 'set the role of the projects below a path (repeatable)', collect, []);
}

export function addDocumentOptions(command: Command): Command {
  return command
    .option(
      '-o, --output <format[=file]>',
      'summary, cyclonedx-json, cyclonedx-xml, spdx-json, spdx-tag-value, spdx3-json, snapshot, csv, xlsx, html or markdown (repeatable)',
      collect,
      [],
    )
    .option('--spec-version <version>', 'CycloneDX version: 1.4, 1.5, 1.6 or 1.7', '1.6')
    .option('--sbom-metadata <file>', 'author, supplier and other statements for SBOMs; default: licet.sbom.yaml here or above')
    .option('--only <what>', '`production` leaves out what only development and tests need');
}

export function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}

export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}
