// Makes the tree of a release tag for GitHub: what npm would publish, its production dependencies, and action.yml.
// `node scripts/pack-action.mjs DIR` after `npm run build`; DIR must not exist.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

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
for (const file of ['action.yml', '.pre-commit-hooks.yaml']) cpSync(file, join(directory, file));

// The very dependencies that were tested, from the checkout: nothing is resolved again, nothing is downloaded.
const modules = realpathSync('node_modules');
const readManifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Where Node would find a package that `folder` asks for. */
function find(name, folder) {
  for (let at = folder; at.startsWith(modules); at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
  }
  return existsSync(join(modules, name)) ? join(modules, name) : undefined;
}

const wanted = new Set();
function want(folder) {
  const { dependencies = {}, optionalDependencies = {} } = readManifest(folder);
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const found = find(name, folder);
    if (found === undefined && !(name in optionalDependencies))
      throw new Error(`${name} of ${folder} is not installed: run \`npm ci\``);
    if (found === undefined || wanted.has(found)) continue;
    wanted.add(found);
    want(found);
  }
}
want(process.cwd());
for (const source of wanted) {
  const isOwn = (file) => !relative(source, file).split(sep).includes('node_modules');
  cpSync(source, join(directory, 'node_modules', relative(modules, source)), { recursive: true, filter: isOwn });
}

// pre-commit installs a hook with npm from the tag: with a `prepare` script npm would build it again, with all development tools.
const manifest = join(directory, 'package.json');
const { scripts: _scripts, devDependencies: _devDependencies, ...kept } = JSON.parse(readFileSync(manifest, 'utf8'));
writeFileSync(manifest, `${JSON.stringify(kept, undefined, 2)}\n`);
