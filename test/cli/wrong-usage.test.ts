import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { reportError } from '../../src/cli/report-error.ts';
import { captureTerminal } from '../support/capture-terminal.ts';

const strange = mkdtempSync(join(tmpdir(), 'licet-strange-'));
writeFileSync(join(strange, 'x.json'), '{}');
afterAll(() => rmSync(strange, { recursive: true }));

// What a person types wrong -> what is said of it, and what to do instead.
it.each<[string, string, string]>([
  ['scna', 'unknown command `scna`', 'did you mean `scan`?'],
  ['nonsense', 'unknown command `nonsense`', '`licet --help` shows what it takes'],
  ['policy nit', 'unknown command `nit`', 'did you mean `init`?'],
  ['scan --otput x', 'unknown option `--otput`', 'did you mean `--output`?'],
  ['scan -o', 'argument missing', '`licet scan --help` shows what it takes'],
  ['scan a b', 'too many arguments for `scan`: 2 instead of 1', '`licet scan --help` shows what it takes'],
  ['explain', 'missing required argument `what`', '`licet explain --help` shows what it takes'],
  ['policy waive pkg:npm/a', 'required option `--expression <license>`', '`licet policy waive --help` shows what it takes'],
  ['scan nowhere', '`nowhere` is not there', 'name a directory to scan'],
  ['check nowhere', '`nowhere` is not there', 'name a directory, a snapshot or an SBOM'],
  ['report nowhere', '`nowhere` is not there', 'name a snapshot'],
  ['report .', '`.` is no file', 'name a snapshot'],
  ['report x.json', '`x.json` cannot be read as a snapshot or SBOM', 'give CycloneDX'],
  ['scan -o pdf', 'unknown output format `pdf`', 'one of summary'],
  ['scan -o snapshot=.', 'cannot write', 'it is a directory: name a file in it'],
  ['scan --registry-url npm=x', 'nobody is asked without `--online`', 'add `--online`'],
  ['scan --caches maven=', 'names no directory', 'write `--caches maven=DIR`'],
  ['check --base main', 'is not in a git repository, so there is no `main`', 'name a snapshot or an SBOM'],
  ['licenses show MTI', 'no license is called `MTI`', 'did you mean `MIT`?'],
  ['licenses show FOO', 'no license is called `FOO`', '`licet licenses list` lists them'],
  ['policy test --cases nope.json', '`nope.json` cannot be read', 'name a JSON file'],
  ['completion tcsh', 'there is no completion for `tcsh`', 'one of bash, zsh, fish'],
])('licet %s', async (line, said, hint) => {
  const terminal = captureTerminal({ cwd: strange });
  const status = await main(line.split(' '), terminal);
  expect(terminal.stderr()).toContain(`error: `);
  expect(terminal.stderr()).toContain(said);
  expect(terminal.stderr()).toContain(`hint: ${hint}`);
  expect(terminal.stdout()).toBe('');
  expect(status).toBe(2);
});

it('tells what the machine refuses from a bug of ours', () => {
  const refused = captureTerminal();
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', path: 'bom.json' });
  expect(reportError(full, refused)).toBe(2);
  expect(refused.stderr()).toBe('error: `bom.json` cannot be used: the disk is full (ENOSPC)\n');
  const bug = captureTerminal();
  expect(reportError(new TypeError('x is undefined'), bug)).toBe(70);
  expect(bug.stderr()).toMatch(/this is a bug in licet, please report it\nTypeError: x is undefined\n\s+at /);
});
