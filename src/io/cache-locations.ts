import { join } from 'node:path';

/** What decides where package managers keep their caches. */
export interface CacheEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: string;
}

export const CACHE_NAMES = [
  ...([
    'npm',
    'pnpm',
    'yarn',
    'yarn-berry',
    'bun',
    'deno',
    'cargo',
    'go',
    'maven',
    'gradle',
    'pip',
    'uv',
    'poetry',
    'site-packages',
  ] as const),
  ...([
    'nuget',
    'composer',
    'gem',
    'pub',
    'cocoapods',
    'swift',
    'hex',
    'conan',
    'vcpkg',
    'conda',
    'cabal',
    'renv',
    'r-library',
    'julia',
  ] as const),
  ...(['helm', 'terraform', 'huggingface'] as const),
] as const;

export type CacheName = (typeof CACHE_NAMES)[number];

/** Where a cache may be, best first: the tool's own variable, then its default on this platform. */
export function cacheLocations(name: CacheName, { env, home, platform }: CacheEnvironment): readonly string[] {
  const xdg = env['XDG_CACHE_HOME'] ?? join(home, '.cache');
  const data = env['XDG_DATA_HOME'] ?? join(home, '.local', 'share');
  const local = env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  const mac = join(home, 'Library', 'Caches');
  const cache = (app: string): string =>
    platform === 'darwin' ? join(mac, app) : platform === 'win32' ? join(local, app) : join(xdg, app);
  const below = (variable: string, ...path: readonly string[]): string[] => {
    const value = env[variable];
    return value === undefined || value === '' ? [] : [join(value, ...path)];
  };
  const goPath = (env['GOPATH'] ?? join(home, 'go')).split(platform === 'win32' ? ';' : ':');
  const table: Readonly<Record<CacheName, readonly string[]>> = {
    npm: [...below('npm_config_cache'), platform === 'win32' ? join(local, 'npm-cache') : join(home, '.npm')],
    pnpm: [
      ...below('npm_config_store_dir'),
      ...below('PNPM_HOME', 'store'),
      platform === 'darwin'
        ? join(home, 'Library', 'pnpm', 'store')
        : platform === 'win32'
          ? join(local, 'pnpm', 'store')
          : join(data, 'pnpm', 'store'),
    ],
    // for root, yarn 1 keeps it elsewhere (yarnpkg/yarn src/util/user-home-dir.js, user-dirs.js)
    yarn: [...below('YARN_CACHE_FOLDER'), cache(platform === 'linux' ? 'yarn' : 'Yarn'), '/usr/local/share/.cache/yarn'],
    'yarn-berry': [...below('YARN_GLOBAL_FOLDER', 'cache'), join(home, '.yarn', 'berry', 'cache')],
    bun: [...below('BUN_INSTALL_CACHE_DIR'), ...below('BUN_INSTALL', 'install', 'cache'), join(home, '.bun', 'install', 'cache')],
    deno: [...below('DENO_DIR'), cache('deno')],
    cargo: [...below('CARGO_HOME'), join(home, '.cargo')],
    go: [...below('GOMODCACHE'), ...goPath.filter((path) => path !== '').map((path) => join(path, 'pkg', 'mod'))],
    maven: [...below('MAVEN_REPO_LOCAL'), join(home, '.m2', 'repository')],
    gradle: [
      ...below('GRADLE_USER_HOME', 'caches', 'modules-2', 'files-2.1'),
      join(home, '.gradle', 'caches', 'modules-2', 'files-2.1'),
    ],
    pip: [...below('PIP_CACHE_DIR'), cache('pip')],
    uv: [...below('UV_CACHE_DIR'), platform === 'win32' ? join(local, 'uv', 'cache') : join(xdg, 'uv')],
    poetry: [...below('POETRY_CACHE_DIR'), cache('pypoetry')],
    // Which interpreter is meant nobody can tell, except where an environment is active; its libraries are searched below it.
    'site-packages': [...below('VIRTUAL_ENV'), ...below('CONDA_PREFIX')],
    nuget: [...below('NUGET_PACKAGES'), join(home, '.nuget', 'packages')],
    composer: [...below('COMPOSER_CACHE_DIR'), ...below('COMPOSER_HOME', 'cache'), cache('composer')],
    gem: [...below('GEM_HOME'), join(data, 'gem'), join(home, '.gem')],
    pub: [...below('PUB_CACHE'), platform === 'win32' ? join(local, 'Pub', 'Cache') : join(home, '.pub-cache')],
    cocoapods: [...below('CP_CACHE_DIR'), join(mac, 'CocoaPods')],
    swift: [platform === 'darwin' ? join(mac, 'org.swift.swiftpm') : join(xdg, 'org.swift.swiftpm')],
    hex: [...below('HEX_HOME', 'packages'), join(home, '.hex', 'packages')],
    conan: [...below('CONAN_HOME'), join(home, '.conan2'), ...below('CONAN_USER_HOME', '.conan'), join(home, '.conan')],
    vcpkg: [...below('VCPKG_ROOT', 'installed'), ...below('VCPKG_DEFAULT_BINARY_CACHE')],
    conda: [
      ...below('CONDA_PKGS_DIRS'),
      ...below('CONDA_PREFIX', 'pkgs'),
      join(home, '.conda', 'pkgs'),
      join(home, 'miniconda3', 'pkgs'),
    ],
    cabal: [...below('CABAL_DIR', 'packages'), join(xdg, 'cabal', 'packages'), join(home, '.cabal', 'packages')],
    renv: [...below('RENV_PATHS_CACHE'), join(cache('R'), 'renv', 'cache')],
    'r-library': [...below('R_LIBS_USER'), ...below('R_LIBS_SITE'), '/usr/local/lib/R/site-library', '/usr/lib/R/site-library'],
    julia: [...below('JULIA_DEPOT_PATH', 'packages'), join(home, '.julia', 'packages')],
    helm: [...below('HELM_CACHE_HOME', 'repository'), join(cache('helm'), 'repository')],
    terraform: [...below('TF_PLUGIN_CACHE_DIR'), join(home, '.terraform.d', 'plugin-cache')],
    huggingface: [...below('HF_HUB_CACHE'), ...below('HF_HOME', 'hub'), join(xdg, 'huggingface', 'hub')],
  };
  return table[name];
}

export function isCacheName(name: string): name is CacheName {
  return (CACHE_NAMES as readonly string[]).includes(name);
}
