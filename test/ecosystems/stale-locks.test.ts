import { describe, expect, it } from 'vitest';
import { readFlakeInputs } from '../../src/ecosystems/nix/flake-inputs.ts';
import { parseFlakeReference } from '../../src/ecosystems/nix/flake-reference.ts';
import { allowsJuliaVersion } from '../../src/ecosystems/julia/compat.ts';
import { satisfies } from '../../src/ecosystems/terraform/version-constraint.ts';
import { allowsVersion } from '../../src/ecosystems/pub/version-constraint.ts';
import { scanMemory } from '../support/scan-folder.ts';

/** What a scan says of lockfiles: `lockfile-stale build.gradle:3 …`, and which files count as stale. */
async function findings(files: Record<string, string>): Promise<string[]> {
  const { diagnostics, inputs } = await scanMemory(files);
  return [
    ...diagnostics
      .filter(({ code }) => /^lockfile-(?:stale|missing|hash)/.test(code))
      .map(({ code, path, line, message }) => `${code} ${path ?? ''}:${line ?? ''} ${message}`),
    ...inputs.filter(({ state }) => state === 'stale').map(({ path }) => `stale ${path}`),
  ];
}

describe('Gradle', () => {
  const lock = [
    'com.google.guava:guava:33.0.0-jre=compileClasspath,runtimeClasspath',
    'org.slf4j:slf4j-api:2.0.9=compileClasspath',
    'empty=annotationProcessor,testCompileClasspath',
  ].join('\n');
  const scan = async (script: string, settings = ''): Promise<string[]> =>
    findings({ 'build.gradle': script, 'gradle.lockfile': lock, 'settings.gradle': settings });

  it('misses a module that the script names and its lockfile does not hold', async () => {
    expect(await scan('dependencies {\n  api "org.slf4j:slf4j-api"\n  implementation("org.acme:words:1.0")\n}')).toEqual([
      'lockfile-stale build.gradle:3 `org.acme:words` is declared, and gradle.lockfile does not hold it',
      'stale gradle.lockfile',
    ]);
    expect(await scan("dependencies { testImplementation 'junit:junit:4.13' }")).toHaveLength(2);
  });

  it.each([
    ['a configuration that is not locked', 'dependencies { testRuntimeOnly "org.acme:words:1" }'],
    ['a condition', 'if (x) { dependencies { implementation "org.acme:words:1" } }'],
    ['a condition inside', 'dependencies { if (x) { implementation "org.acme:words:1" } }'],
    ['another project', 'subprojects { dependencies { implementation "org.acme:words:1" } }'],
    ['the script itself', 'buildscript { dependencies { classpath "org.acme:words:1" } }'],
    [
      'a replacement',
      'dependencies { implementation "org.acme:words:1" }\nconfigurations.all { resolutionStrategy.eachDependency { } }',
    ],
    ['what Guava stands for', 'dependencies { implementation "com.google.guava:listenablefuture:1.0" }'],
    ['a comment', 'dependencies {\n // implementation "org.acme:words:1"\n}'],
  ])('says nothing of %s', async (_name, script) => {
    expect(await scan(script)).toEqual([]);
  });

  it('says nothing where another build may give the module', async () => {
    expect(await scan('dependencies { implementation "org.acme:words:1" }', 'includeBuild("../words")')).toEqual([]);
  });
});

describe('pub', () => {
  const scan = async (wanted: string, more = ''): Promise<string[]> =>
    findings({
      'pubspec.yaml': `name: own\ndependencies:\n  words: ${wanted}\n${more}`,
      'pubspec.lock':
        'packages:\n  words:\n    dependency: "direct main"\n    description:\n      name: words\n    source: hosted\n    version: "1.4.0"\n',
    });

  it('misses the version that is asked for now', async () => {
    expect(await scan('^1.5.0')).toEqual([
      'lockfile-stale pubspec.yaml:3 `words ^1.5.0` is declared, and pubspec.lock has `1.4.0`',
      'stale pubspec.lock',
    ]);
  });

  it.each([
    ['^1.2.3', ''],
    ['">=1.0.0 <2.0.0"', ''],
    ['any', ''],
    ['^2.0.0', 'dependency_overrides:\n  words: 1.4.0\n'],
    ['{git: "https://git.example.org/words"}', ''],
  ])('is content with %s', async (wanted, more) => {
    expect(await scan(wanted, more)).toEqual([]);
  });

  it.each([
    ['^1.2.3', '1.9.9', true],
    ['^1.2.3', '2.0.0', false],
    ['^1.2.3', '2.0.0-dev', false],
    ['^0.2.3', '0.3.0', false],
    ['^0.2.3-dev', '0.2.3-dev.1', true],
    ['>=1.0.0 <2.0.0', '2.0.0-beta', false],
    ['>=2.0.0-alpha <2.0.0', '2.0.0-beta', true],
    ['>1.0.0+1', '1.0.0+2', true],
    ['>=1.0.0+10', '1.0.0+9', false],
    ['1.0.0', '1.0.0', true],
    ['1.0.0', '1.0.0+1', false],
    ['<=1.0.0', '1.0.0-rc.2', true],
    ['1.x', '1.0.0', undefined],
    ['', '1.0.0', undefined],
    ['^1.0.0', '1.0', undefined],
  ])('%s allows %s: %s', (constraint, version, isAllowed) => {
    expect(allowsVersion(constraint, version)).toBe(isAllowed);
  });
});

describe('Paket', () => {
  const lock =
    'NUGET\n  remote: https://nuget.example.org/\n    Argu (6.1.1)\n    FSharp.Core (8.0)\nGROUP Build\nNUGET\n  remote: https://nuget.example.org/\n    Fake (6)\n';
  const scan = async (manifest: string): Promise<string[]> => findings({ 'paket.dependencies': manifest, 'paket.lock': lock });

  it('misses a package of its group, and a version that is asked for exactly', async () => {
    expect(await scan('nuget Argu 6.2.0\nnuget fsharp.core >= 7\nnuget Fake\n')).toEqual([
      'lockfile-stale paket.dependencies:1 `Argu 6.2.0` is declared, and paket.lock has `6.1.1`',
      'lockfile-stale paket.dependencies:3 `Fake` is declared, and paket.lock does not hold it',
      'stale paket.lock',
    ]);
  });

  it('is content with other spellings of what is locked', async () => {
    expect(
      await scan('nuget ARGU = 6.1.1.0\nnuget FSharp.Core 8.0.0 redirects: force\n# nuget Old\ngroup Build\n  nuget fake ~> 6\n'),
    ).toEqual([]);
  });
});

describe('stack', () => {
  const lock =
    'packages:\n- completed:\n    hackage: words-1.2@sha256:aa,1\n  original:\n    hackage: words-1.2\n' +
    'snapshots:\n- completed:\n    sha256: bb\n  original: lts-18.28\n';
  const scan = async (manifest: string): Promise<string[]> =>
    findings({ 'stack.yaml': manifest, 'stack.yaml.lock': lock, 'own.cabal': 'name: own\nversion: 1\nlibrary\n' });

  it('misses another version of an extra dependency, and another snapshot', async () => {
    expect(await scan('resolver: lts-19.1\nextra-deps:\n- words-1.3\n- git: https://git.example.org/w\n  commit: abc\n')).toEqual(
      [
        'lockfile-stale stack.yaml: `https://git.example.org/w abc` is declared, and stack.yaml.lock does not hold it',
        'lockfile-stale stack.yaml: `words-1.3` is declared, and stack.yaml.lock does not hold it',
        'lockfile-stale stack.yaml: snapshot `lts-19.1` is declared, and stack.yaml.lock has `lts-18.28`',
        'stale stack.yaml.lock',
      ],
    );
  });

  it.each([
    'resolver: lts-18.28\nextra-deps: [words-1.2]\n',
    'snapshot:\n  url: https://example.org/lts/18/28.yaml\nextra-deps:\n- words-1.2@sha256:aa,1\n- ./vendor\n',
    'resolver: ./snapshot.yaml\n',
  ])('is content with %j', async (manifest) => {
    expect(await scan(manifest)).toEqual([]);
  });
});

describe('pixi', () => {
  const lock =
    'version: 6\nenvironments:\n  default:\n    packages:\n      linux-64:\n      - conda: https://conda.example.org/forge/linux-64/python-3.12.1-h1_0.conda\n' +
    'packages:\n- conda: https://conda.example.org/forge/linux-64/python-3.12.1-h1_0.conda\n';
  const scan = async (manifest: string): Promise<string[]> => findings({ 'pixi.toml': manifest, 'pixi.lock': lock });

  it('misses a package of a feature that an environment has', async () => {
    expect(
      await scan('[dependencies]\npython = "*"\n[feature.test.dependencies]\nPytest = "*"\n[environments]\ntest = ["test"]\n'),
    ).toEqual(['lockfile-stale pixi.toml: `Pytest` is declared, and pixi.lock does not hold it', 'stale pixi.lock']);
  });

  it.each([
    '[feature.unused.dependencies]\npytest = "*"\n',
    '[target.win-64.dependencies]\npywin = "*"\n',
    '[pypi-dependencies]\ntorch = "*"\n',
    '[dependencies]\nown = { path = "." }\n',
    '[dependencies]\nnumpy = "*"\n[environments]\ndefault = { features = [], no-default-feature = true }\n',
  ])('is content with %j', async (manifest) => {
    expect(await scan(manifest)).toEqual([]);
  });

  it('reads a package that is built from its source', async () => {
    const source = 'conda_source: own[1a2b3c4d] @ packages/own';
    const { components } = await scanMemory({
      'pixi.toml': '[workspace]\nname = "all"\n[dependencies]\nown = { path = "packages/own" }\n',
      'pixi.lock': `version: 7\nplatforms:\n- name: linux-64\nenvironments:\n  default:\n    packages:\n      linux-64:\n      - ${source}\npackages:\n- ${source}\n`,
    });
    expect(components.map(({ name, firstParty }) => [name, firstParty])).toEqual([
      ['all', true],
      ['own', true],
    ]);
  });
});

describe('conda-lock', () => {
  const lock = (source: string): string =>
    `version: 1\nmetadata:\n  sources:\n  - ${source}\npackage:\n- name: python\n  version: 3.12.1\n  manager: conda\n  platform: linux-64\n`;

  it('misses what the environment asks conda for', async () => {
    expect(
      await findings({
        'environment.yml': 'dependencies:\n- python\n- conda-forge::numpy >=1\n- pip:\n  - torch\n',
        'conda-lock.yml': lock('environment.yml'),
      }),
    ).toEqual([
      'lockfile-stale environment.yml: `numpy` is declared, and conda-lock.yml does not hold it',
      'stale conda-lock.yml',
    ]);
  });

  it('may have been made without a category', async () => {
    expect(await findings({ 'dev.yml': 'category: dev\ndependencies:\n- pytest\n', 'conda-lock.yml': lock('dev.yml') })).toEqual(
      [],
    );
  });
});

describe('Conan', () => {
  const lock1 = '{"graph_lock": {"nodes": {"0": {"path": "conanfile.py", "requires": ["1"]}, "1": {"ref": "zlib/1.3"}}}}';
  const lock2 = '{"version": "0.5", "requires": ["zlib/1.3"]}';
  const recipe = (body: string): string => `class Own(ConanFile):\n    name = "own"\n    requires = "zlib/1.3"\n\n${body}`;

  it.each([lock1, lock2])('misses a certain requirement: %s', async (lock) => {
    const body = '    def requirements(self):\n        self.requires("fmt/10.0")\n';
    expect(await findings({ 'conanfile.py': recipe(body), 'conan.lock': lock })).toEqual([
      'lockfile-stale conanfile.py:6 `fmt/10.0` is declared, and conan.lock does not hold it',
      'stale conan.lock',
    ]);
  });

  it.each([
    '        if self.options.fast:\n            self.requires("fmt/10.0")\n',
    '        if not self.options.fast:\n            return\n        self.requires("fmt/10.0")\n',
    '        self.requires("fmt/10.0", override=True)\n',
    '        for name in NAMES:\n            self.requires("fmt/10.0")\n',
  ])('says nothing of a requirement that may not be one: %j', async (body) => {
    const files = { 'conanfile.py': recipe(`    def requirements(self):\n${body}`) };
    expect(await findings({ ...files, 'conan.lock': lock1 })).toEqual([]);
    expect(await findings({ ...files, 'conan.lock': lock2 })).toEqual([]);
  });
});

describe('an R package', () => {
  it('is not locked without renv.lock', async () => {
    expect(await findings({ DESCRIPTION: 'Package: own\nVersion: 1.0\nImports: cli\n' })).toEqual([
      'lockfile-missing DESCRIPTION: no renv.lock says which versions are used',
    ]);
    expect(await findings({ DESCRIPTION: 'Package: own\nVersion: 1.0\nImports: stats\n' })).toEqual([]);
  });
});

describe('a flake', () => {
  const flake = `{
  description = "inputs.fake.url = \\"github:no/no\\";";
  # inputs.comment.url = "github:no/no";
  inputs.systems.url = "github:nix-systems/default";
  inputs = {
    nixpkgs = { url = "github:NixOS/nixpkgs/nixos-24.05"; flake = true; };
    utils.url = "git+https://git.example.org/utils?ref=main&rev=0123456789abcdef0123456789abcdef01234567";
    "quoted-name".url = "./vendor/own";
    tools = { url = "github:acme/tools"; inputs.nixpkgs.follows = "nixpkgs"; };
    same.follows = "nixpkgs";
  };
  outputs = { self, nixpkgs, ... }: { inputs.late.url = "github:no/no"; };
}`;

  it('has its inputs in literals', () => {
    expect(readFlakeInputs(flake)).toEqual([
      { name: 'systems', url: 'github:nix-systems/default', line: 4 },
      { name: 'nixpkgs', url: 'github:NixOS/nixpkgs/nixos-24.05', line: 6 },
      { name: 'utils', url: 'git+https://git.example.org/utils?ref=main&rev=0123456789abcdef0123456789abcdef01234567', line: 7 },
      { name: 'quoted-name', url: './vendor/own', line: 8 },
      { name: 'tools', url: 'github:acme/tools', line: 9 },
      { name: 'same', line: 10 },
    ]);
    expect(readFlakeInputs('{ inputs = { a = {')).toEqual([{ name: 'a', line: 1 }]);
    expect(readFlakeInputs('')).toEqual([]);
    expect(readFlakeInputs('{'.repeat(20_000))).toEqual([]);
  });

  it.each([
    ['github:a/b/v1?dir=sub', { type: 'github', owner: 'a', repo: 'b', ref: 'v1', dir: 'sub' }],
    ['sourcehut:~a/b', { type: 'sourcehut', owner: '~a', repo: 'b' }],
    ['https://example.org/x.tar.gz', { type: 'tarball', url: 'https://example.org/x.tar.gz' }],
    ['nixpkgs', undefined],
    ['path:./x', { type: 'path', path: './x' }],
  ])('%s', (url, expected) => {
    expect(parseFlakeReference(url)).toEqual(expected);
  });

  it('without a lockfile has no revisions but those it names', async () => {
    const { components, diagnostics } = await scanMemory({ 'flake.nix': flake });
    expect(components.map(({ id, resolution }) => `${resolution} ${id}`)).toEqual([
      'locked .#nix:.',
      'locked pkg:git/git.example.org/utils@0123456789abcdef0123456789abcdef01234567',
      'declared pkg:github/acme/tools',
      'declared pkg:github/nix-systems/default',
      'declared pkg:github/nixos/nixpkgs',
      'locked vendor/own#nix:quoted-name',
    ]);
    expect(diagnostics.map(({ code, line, message }) => `${code} ${line ?? ''} ${message}`)).toEqual([
      'lockfile-missing 4 no flake.lock gives the revisions of its 5 inputs',
    ]);
  });

  it('misses an input, and another reference of one', async () => {
    const node = { locked: { type: 'github', owner: 'NixOS', repo: 'nixpkgs', rev: 'a'.repeat(40) } };
    const lock = (ref: string): string =>
      JSON.stringify({
        nodes: {
          n: { ...node, original: { type: 'github', owner: 'nixos', repo: 'nixpkgs', ref } },
          root: { inputs: { nixpkgs: 'n' } },
        },
        root: 'root',
        version: 7,
      });
    const scan = async (inputs: string, ref: string): Promise<string[]> =>
      findings({ 'flake.nix': `{ inputs = { ${inputs} }; outputs = { ... }: { }; }`, 'flake.lock': lock(ref) });
    expect(await scan('nixpkgs.url = "github:NixOS/nixpkgs/24.05";', '24.05')).toEqual([]);
    expect(await scan('nixpkgs.url = "github:NixOS/nixpkgs/24.11"; late.url = "github:a/b";', '24.05')).toEqual([
      'lockfile-stale flake.nix:1 `late` is declared, and flake.lock does not hold it',
      'lockfile-stale flake.nix:1 `nixpkgs` is declared as `github:NixOS/nixpkgs/24.11`, and flake.lock was made for another reference',
      'stale flake.lock',
    ]);
  });
});

describe('Terraform', () => {
  const lock = (host: string): string => `provider "${host}hashicorp/random" {\n  version = "3.6.0"\n}\n`;
  const scan = async (provider: string, host = 'registry.example.org/'): Promise<string[]> =>
    findings({ 'main.tf': `terraform {\n  required_providers {\n    ${provider}\n  }\n}\n`, '.terraform.lock.hcl': lock(host) });

  it('misses a provider, and a version that is asked for', async () => {
    expect(await scan('random = { source = "hashicorp/random", version = "~> 3.7" }')).toEqual([
      'lockfile-stale main.tf:2 `hashicorp/random ~> 3.7` is declared, and .terraform.lock.hcl has `3.6.0`',
      'stale .terraform.lock.hcl',
    ]);
    expect(await scan('null = { source = "hashicorp/null" }')).toEqual([
      'lockfile-stale main.tf:2 `hashicorp/null` is declared, and .terraform.lock.hcl does not hold it',
      'stale .terraform.lock.hcl',
    ]);
  });

  it('takes the registry of the tool for one without a name', async () => {
    expect(await scan('random = { source = "hashicorp/random", version = ">= 3.0, < 4" }')).toEqual([]);
    expect(await scan('random = { source = "hashicorp/random" }', 'registry.of-another-tool.org/')).toEqual([]);
  });

  it.each([
    ['~> 3.6', true],
    ['~> 3.5.0', false],
    ['~> 3', true],
    ['!= 3.6.0', false],
    ['>= 3.0.0, != 3.7.1, < 4.0.0', true],
    ['3.6', true],
    ['> 3.6.0', false],
    ['<= 3.6.0', true],
    ['', undefined],
    ['~> 3.6-rc1', undefined],
  ])('3.6.0 satisfies %s: %s', (constraints, expected) => {
    expect(satisfies('3.6.0', constraints)).toBe(expected);
  });
});

describe('Julia', () => {
  it.each([
    ['1.2', '1.9.0', true],
    ['1.2', '1.1.9', false],
    ['1.2', '2.0.0', false],
    ['0.2', '0.2.7', true],
    ['0.2', '0.3.0', false],
    ['0.0.3', '0.0.3', true],
    ['0.0.3', '0.0.4', false],
    ['0.0', '0.0.9', true],
    ['0', '0.9.0', true],
    ['~1.2.3', '1.2.9', true],
    ['~1.2', '1.3.0', false],
    ['~1', '1.9.9', true],
    ['0.21, 1', '1.4.1', true],
    ['0.21, 1', '2.0.0', false],
    ['< 1.2', '1.1.9', true],
    ['= 1.2.3', '1.2.4', false],
    ['≥ 1.2', '9.0.0+1', true],
    ['1.2 - 4.5', '4.5.9', true],
    ['1.2 - 4.5', '4.6.0', false],
    ['nonsense', '1.0.0', undefined],
    ['1', '1.0.0-DEV', undefined],
  ])('%s allows %s: %s', (compat, version, expected) => {
    expect(allowsJuliaVersion(compat, version)).toBe(expected);
  });

  it('misses the version that is asked for now', async () => {
    const uuid = '6e4b80f9-dd63-53aa-95a3-0cdb28fa8baf';
    const scan = async (compat: string, source: string): Promise<string[]> =>
      findings({
        'Project.toml': `[deps]\nWords = "${uuid}"\n[compat]\nWords = "${compat}"\n`,
        'Manifest.toml': `manifest_format = "2.0"\n[[deps.Words]]\n${source}\nuuid = "${uuid}"\nversion = "1.4.0"\n`,
      });
    const tree = `git-tree-sha1 = "${'a'.repeat(40)}"`;
    expect(await scan('2', tree)).toEqual([
      'lockfile-stale Project.toml:2 `Words 2` is declared, and Manifest.toml has `1.4.0`',
      'stale Manifest.toml',
    ]);
    expect(await scan('1.2', tree)).toEqual([]);
    expect(await scan('2', 'path = "../Words"')).toEqual([]);
  });
});
