import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { captureTerminal } from '../support/capture-terminal.ts';
import { requires } from '../support/requires.ts';

async function script(shell: string): Promise<string> {
  const terminal = captureTerminal();
  expect(await main(['completion', shell], terminal)).toBe(0);
  return terminal.stdout();
}

const bash = requires('bash');
it.skipIf(!bash.usable)(`bash completes commands and options where they belong${bash.note}`, async () => {
  const lines = ['licet pol', 'licet policy ', 'licet policy init --f', 'licet -q scan --onli', 'licet scan '];
  const ask = lines.map(
    (line) =>
      `COMP_WORDS=(${line.endsWith(' ') ? `${line}""` : line}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); COMPREPLY=(); _licet; echo "\${COMPREPLY[*]}"`,
  );
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', `${await script('bash')}${ask.join('\n')}\n`], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.split('\n')).toEqual(['policy', 'init lint test show waive curate', '--for', '--online', '', '']);
});

const zsh = requires('zsh');
it.skipIf(!zsh.usable)(`zsh can read its script${zsh.note}`, async () => {
  const { status, stderr } = spawnSync('zsh', ['-n', '-c', await script('zsh')], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

const fish = requires('fish');
it.skipIf(!fish.usable)(`fish completes commands and options where they belong${fish.note}`, async () => {
  const ask = ['licet pol', 'licet policy i', 'licet policy init --f'].map((line) => `complete -C '${line}'`).join('\n');
  const { stdout } = spawnSync('fish', ['--no-config', '-c', `${await script('fish')}${ask}\n`], { encoding: 'utf8' });
  const words = stdout.split('\n').map((line) => line.split('\t')[0]);
  expect(words).toEqual(['policy', 'init', '--for', '']);
});
