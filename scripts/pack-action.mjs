// Makes the tree of a release tag for GitHub: what npm would publish, its production dependencies, and action.yml.
// `node scripts/pack-action.mjs DIR` after `npm run build`; DIR must not exist.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [target] = process.argv.slice(2);
if (target === undefined || existsSync(target)) {
  console.error('error: name a directory that does not exist: `node scripts/pack-action.mjs DIR`');
  process.exit(2);
}
const directory = resolve(target);
mkdirSync(directory, { recursive: true });
const packed = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', directory], { encoding: 'utf8' }),
);
const tarball = join(directory, packed[0].filename);
execFileSync('tar', ['xzf', tarball, '-C', directory, '--strip-components=1'], { stdio: 'inherit' });
rmSync(tarball);
for (const file of ['action.yml', '.pre-commit-hooks.yaml', 'package-lock.json']) cpSync(file, join(directory, file));
execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: directory, stdio: 'inherit' });
