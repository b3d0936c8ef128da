import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { buildProgram } from '../src/cli/program/program.ts';
import { captureTerminal } from './support/capture-terminal.ts';

const PAGES = ['README.md', 'CONTRIBUTING.md', 'NOTICE', ...pagesBelow('docs')];

function pagesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`);
}

// `licet …` in a fenced block up to what the shell does with it, and in a span of code.
const COMMAND = /(?:^|[\s;&|(])(?:npx )?licet ([a-z][^\n`]*)/g;

const shown = PAGES.flatMap((page) => {
  const text = readFileSync(page, 'utf8').replaceAll(/\\\n\s*/g, ' ');
  const blocks = [...text.matchAll(/^```(?:sh|bash|yaml)?\n([^]*?)^```$/gm)].map((match) => match[1] ?? '');
  const spans = [...text.matchAll(/`(licet [^`\n]+)`/g)].map((match) => match[1] ?? '');
  return [...blocks, ...spans]
    .flatMap((code) => [...code.matchAll(COMMAND)].map((match) => match[1] ?? ''))
    .map((line) => ({ page, line: beforeShell(line) }));
});

/** The arguments alone: without redirections, what follows in a pipe or a list, and remarks. */
function beforeShell(line: string): string {
  return line
    .replace(/\s*(?:>|\||&&|;|\s#).*$/, '')
    .replaceAll(/[[\]]/g, '') // `[--max-age DAYS]`: what may be left out
    .replace(/\)+$/, '')
    .trim();
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) => word.replaceAll(/['"]/g, ''));
}

/** A program that knows every command and option and does nothing. */
function idleProgram(): Command {
  const program = buildProgram({ terminal: captureTerminal(), exit: () => undefined });
  const still = (command: Command): void => {
    command.exitOverride().action(() => undefined);
    for (const child of command.commands) still(child);
  };
  still(program);
  return program;
}

it('finds the commands', () => {
  expect(shown.length).toBeGreaterThan(80);
});

// In running text a command is often named without what it needs; in all others it has to be as it is typed.
const SHORT = new Set(['commander.missingArgument', 'commander.missingMandatoryOptionValue', 'commander.help']);

it.each(shown)('$page: licet $line', async ({ line }) => {
  const words = wordsOf(line).filter((word) => word !== '…' && word !== '...');
  const outcome = await idleProgram()
    .parseAsync(words, { from: 'user' })
    .then(
      () => 'understood',
      (error: { code?: string; message: string }) => (SHORT.has(error.code ?? '') ? 'understood' : error.message),
    );
  expect(outcome).toBe('understood');
});

const links = PAGES.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => ({ page, to: match[1] ?? '' })),
);

it.each(links)('$page links to $to', ({ page, to }) => {
  expect(existsSync(join(dirname(page), to))).toBe(true);
});
