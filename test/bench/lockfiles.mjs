// Lockfiles of any size for `readers.mjs`: package I needs I + 1 and I * 2, and every tenth stands in the manifest.
const HEX = (i, length) => i.toString(16).padStart(length, '0');
const range = (size) => Array.from({ length: size }, (_, i) => i);
const needs = (i, size) => [...new Set([i + 1, i * 2])].filter((n) => n !== i && n < size);
const lines = (size, entry, between = '\n') => range(size).map(entry).join(between);
const dictionary = (size, entry) => Object.fromEntries(range(size).map(entry));
const direct = (size) => range(size).filter((i) => i % 10 === 0);
const directTo = (size, value) => Object.fromEntries(direct(size).map((i) => [`p${i}`, value]));
const needed = (i, size, value) => Object.fromEntries(needs(i, size).map((n) => [`p${n}`, value]));
const names = (i, size) =>
  needs(i, size)
    .map((n) => `"p${n}"`)
    .join(', ');
const json = (name, value) => ({ [name]: JSON.stringify(value, undefined, 2) });
const SHA512 = Buffer.alloc(64, 1).toString('base64');
const packageJson = (size) => json('package.json', { name: 'app', version: '1.0.0', dependencies: directTo(size, '^1.0.0') });
const npmLock = (name) => ({
  beside: packageJson,
  files: (size) =>
    json(name, {
      name: 'app',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: {
        '': { name: 'app', version: '1.0.0', dependencies: directTo(size, '^1.0.0') },
        ...dictionary(size, (i) => [
          `node_modules/p${i}`,
          { version: '1.0.0', integrity: `sha512-${SHA512}`, dependencies: needed(i, size, '^1.0.0') },
        ]),
      },
    }),
});
const gemLock = (name) => ({
  beside: (size) => ({
    Gemfile: `source "https://gems.example"\n${direct(size)
      .map((i) => `gem "p${i}"`)
      .join('\n')}\n`,
  }),
  files: (size) => ({
    [name]: `GEM\n  remote: https://gems.example/\n  specs:\n${lines(size, (i) => [`    p${i} (1.0.0)`, ...needs(i, size).map((n) => `      p${n} (~> 1.0)`)].join('\n'))}\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n${direct(
      size,
    )
      .map((i) => `  p${i}`)
      .join('\n')}\n\nBUNDLED WITH\n   2.5.0\n`,
  }),
});
const pyproject = (size) => ({
  'pyproject.toml': `[project]\nname = "app"\nversion = "1.0.0"\ndependencies = [${direct(size)
    .map((i) => `"p${i}>=1"`)
    .join(', ')}]\n`,
});

/** By reader: `files` are the ones it claims, `beside` what it finds next to them. */
export const LOCKFILES = {
  'npm-package-lock': npmLock('package-lock.json'),
  'npm-shrinkwrap': npmLock('npm-shrinkwrap.json'),
  'npm-pnpm-lock': {
    beside: packageJson,
    files: (size) => ({
      'pnpm-lock.yaml': `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n${direct(size)
        .map((i) => `      p${i}:\n        specifier: ^1.0.0\n        version: 1.0.0`)
        .join(
          '\n',
        )}\n\npackages:\n\n${lines(size, (i) => `  p${i}@1.0.0:\n    resolution: {integrity: sha512-${SHA512}}`)}\n\nsnapshots:\n\n${lines(
        size,
        (i) =>
          needs(i, size).length === 0
            ? `  p${i}@1.0.0: {}`
            : `  p${i}@1.0.0:\n    dependencies:\n${needs(i, size)
                .map((n) => `      p${n}: 1.0.0`)
                .join('\n')}`,
      )}\n`,
    }),
  },
  'npm-yarn-lock': {
    beside: packageJson,
    files: (size) => ({
      'yarn.lock': `# yarn lockfile v1\n\n\n${lines(
        size,
        (i) =>
          `p${i}@^1.0.0:\n  version "1.0.0"\n  resolved "https://registry.example/p${i}/-/p${i}-1.0.0.tgz#${HEX(i, 40)}"\n${
            needs(i, size).length === 0
              ? ''
              : `  dependencies:\n${needs(i, size)
                  .map((n) => `    p${n} "^1.0.0"`)
                  .join('\n')}\n`
          }`,
      )}`,
    }),
  },
  'npm-bun-lock': {
    beside: packageJson,
    files: (size) =>
      json('bun.lock', {
        lockfileVersion: 1,
        workspaces: { '': { name: 'app', dependencies: directTo(size, '^1.0.0') } },
        packages: dictionary(size, (i) => [
          `p${i}`,
          [`p${i}@1.0.0`, '', { dependencies: needed(i, size, '^1.0.0') }, `sha512-${SHA512}`],
        ]),
      }),
  },
  'npm-deno-lock': {
    files: (size) =>
      json('deno.lock', {
        version: '5',
        specifiers: Object.fromEntries(direct(size).map((i) => [`npm:p${i}@^1.0.0`, '1.0.0'])),
        npm: dictionary(size, (i) => [
          `p${i}@1.0.0`,
          { integrity: `sha512-${SHA512}`, dependencies: needs(i, size).map((n) => `p${n}`) },
        ]),
        workspace: { dependencies: direct(size).map((i) => `npm:p${i}@^1.0.0`) },
      }),
  },
  'cargo-lock': {
    beside: (size) => ({
      'Cargo.toml': `[package]\nname = "app"\nversion = "1.0.0"\n\n[dependencies]\n${direct(size)
        .map((i) => `p${i} = "1"`)
        .join('\n')}\n`,
    }),
    files: (size) => ({
      'Cargo.lock': `version = 4\n\n[[package]]\nname = "app"\nversion = "1.0.0"\ndependencies = [${direct(size)
        .map((i) => `"p${i}"`)
        .join(
          ', ',
        )}]\n\n${lines(size, (i) => `[[package]]\nname = "p${i}"\nversion = "1.0.0"\nsource = "registry+https://crates.example/index"\nchecksum = "${HEX(i, 64)}"\ndependencies = [${names(i, size)}]\n`)}`,
    }),
  },
  'go-mod': {
    files: (size) => ({
      'go.mod': `module example.org/app\n\ngo 1.22\n\nrequire (\n${lines(size, (i) => `\texample.org/p${i} v1.0.0${i % 10 === 0 ? '' : ' // indirect'}`)}\n)\n`,
      'go.sum': `${lines(size, (i) => `example.org/p${i} v1.0.0 h1:${SHA512.slice(0, 43)}=\nexample.org/p${i} v1.0.0/go.mod h1:${SHA512.slice(0, 43)}=`)}\n`,
    }),
  },
  'go-vendor': {
    beside: (size) => dictionary(size, (i) => [`vendor/example.org/p${i}/p.go`, 'package p']),
    files: (size) => ({
      'vendor/modules.txt': `${lines(size, (i) => `# example.org/p${i} v1.0.0\n## explicit; go 1.22\nexample.org/p${i}`)}\n`,
    }),
  },
  'uv-lock': {
    beside: pyproject,
    files: (size) => ({
      'uv.lock': `version = 1\nrequires-python = ">=3.12"\n\n[[package]]\nname = "app"\nversion = "1.0.0"\nsource = { virtual = "." }\ndependencies = [${direct(
        size,
      )
        .map((i) => `{ name = "p${i}" }`)
        .join(', ')}]\n\n${lines(
        size,
        (i) =>
          `[[package]]\nname = "p${i}"\nversion = "1.0.0"\nsource = { registry = "https://index.example/simple" }\ndependencies = [${needs(
            i,
            size,
          )
            .map((n) => `{ name = "p${n}" }`)
            .join(
              ', ',
            )}]\nsdist = { url = "https://files.example/p${i}-1.0.0.tar.gz", hash = "sha256:${HEX(i, 64)}", size = 1 }\n`,
      )}`,
    }),
  },
  'poetry-lock': {
    beside: pyproject,
    files: (size) => ({
      'poetry.lock': `${lines(
        size,
        (i) =>
          `[[package]]\nname = "p${i}"\nversion = "1.0.0"\ndescription = ""\noptional = false\npython-versions = "*"\ngroups = ["main"]\nfiles = [{file = "p${i}-1.0.0.tar.gz", hash = "sha256:${HEX(i, 64)}"}]\n\n[package.dependencies]\n${needs(
            i,
            size,
          )
            .map((n) => `p${n} = ">=1"`)
            .join('\n')}\n`,
      )}\n[metadata]\nlock-version = "2.1"\npython-versions = "*"\ncontent-hash = "${HEX(0, 64)}"\n`,
    }),
  },
  'pdm-lock': {
    beside: pyproject,
    files: (size) => ({
      'pdm.lock': `[metadata]\ngroups = ["default"]\nlock_version = "4.5.0"\n\n${lines(
        size,
        (i) =>
          `[[package]]\nname = "p${i}"\nversion = "1.0.0"\ngroups = ["default"]\ndependencies = [${needs(i, size)
            .map((n) => `"p${n}>=1"`)
            .join(', ')}]\nfiles = [{file = "p${i}-1.0.0.tar.gz", hash = "sha256:${HEX(i, 64)}"}]\n`,
      )}`,
    }),
  },
  pylock: {
    beside: pyproject,
    files: (size) => ({
      'pylock.toml': `lock-version = "1.0"\ncreated-by = "a tool"\n\n${lines(
        size,
        (i) =>
          `[[packages]]\nname = "p${i}"\nversion = "1.0.0"\nsdist = { name = "p${i}-1.0.0.tar.gz", hashes = { sha256 = "${HEX(i, 64)}" } }\n${
            needs(i, size).length === 0
              ? ''
              : `dependencies = [${needs(i, size)
                  .map((n) => `{ name = "p${n}" }`)
                  .join(', ')}]\n`
          }`,
      )}`,
    }),
  },
  'pipfile-lock': {
    beside: (size) => ({
      Pipfile: `[packages]\n${direct(size)
        .map((i) => `p${i} = "*"`)
        .join('\n')}\n`,
    }),
    files: (size) =>
      json('Pipfile.lock', {
        _meta: { 'pipfile-spec': 6 },
        default: dictionary(size, (i) => [`p${i}`, { version: '==1.0.0', hashes: [`sha256:${HEX(i, 64)}`] }]),
        develop: {},
      }),
  },
  'gradle-lock': {
    files: (size) => ({
      'gradle.lockfile': `${lines(size, (i) => `g:p${i}:1.0.0=compileClasspath,runtimeClasspath`)}\nempty=annotationProcessor\n`,
    }),
  },
  'gradle-verification-metadata': {
    files: (size) => ({
      'gradle/verification-metadata.xml': `<verification-metadata><components>\n${lines(size, (i) => `<component group="g" name="p${i}" version="1.0.0"><artifact name="p${i}-1.0.0.jar"><sha256 value="${HEX(i, 64)}"/></artifact></component>`)}\n</components></verification-metadata>\n`,
    }),
  },
  'sbt-lock': {
    files: (size) =>
      json('build.sbt.lock', {
        lockVersion: 1,
        configurations: ['compile'],
        dependencies: range(size).map((i) => ({
          org: 'g',
          name: `p${i}`,
          version: '1.0.0',
          artifacts: [{ name: `p${i}.jar`, hash: `sha1:${HEX(i, 40)}` }],
          configurations: ['compile'],
        })),
      }),
  },
  'nuget-packages-lock': {
    files: (size) =>
      json('packages.lock.json', {
        version: 2,
        dependencies: {
          'net8.0': dictionary(size, (i) => [
            `p${i}`,
            {
              type: i % 10 === 0 ? 'Direct' : 'Transitive',
              resolved: '1.0.0',
              contentHash: SHA512,
              dependencies: needed(i, size, '1.0.0'),
            },
          ]),
        },
      }),
  },
  'nuget-project-assets': {
    files: (size) =>
      json('obj/project.assets.json', {
        version: 3,
        targets: {
          'net8.0': dictionary(size, (i) => [`p${i}/1.0.0`, { type: 'package', dependencies: needed(i, size, '1.0.0') }]),
        },
        libraries: dictionary(size, (i) => [`p${i}/1.0.0`, { type: 'package', sha512: SHA512 }]),
        project: {
          version: '1.0.0',
          restore: { projectName: 'App', projectPath: 'App.csproj' },
          frameworks: { 'net8.0': { dependencies: directTo(size, { version: '[1.0.0, )' }) } },
        },
      }),
  },
  'nuget-packages-config': {
    files: (size) => ({
      'packages.config': `<packages>\n${lines(size, (i) => `<package id="p${i}" version="1.0.0" />`)}\n</packages>\n`,
    }),
  },
  'nuget-deps-json': {
    files: (size) =>
      json('App.deps.json', {
        runtimeTarget: { name: '.NETCoreApp,Version=v8.0' },
        targets: {
          '.NETCoreApp,Version=v8.0': {
            'App/1.0.0': { dependencies: directTo(size, '1.0.0') },
            ...dictionary(size, (i) => [`p${i}/1.0.0`, { dependencies: needed(i, size, '1.0.0') }]),
          },
        },
        libraries: {
          'App/1.0.0': { type: 'project' },
          ...dictionary(size, (i) => [`p${i}/1.0.0`, { type: 'package', sha512: `sha512-${SHA512}` }]),
        },
      }),
  },
  'nuget-paket-lock': {
    files: (size) => ({
      'paket.lock': `NUGET\n  remote: https://nuget.example/v3/index.json\n${lines(size, (i) => [`    p${i} (1.0.0)`, ...needs(i, size).map((n) => `      p${n} (>= 1.0)`)].join('\n'))}\n`,
      'paket.dependencies': `source https://nuget.example/v3/index.json\n${direct(size)
        .map((i) => `nuget p${i}`)
        .join('\n')}\n`,
    }),
  },
  'nuget-dotnet-tools': {
    files: (size) =>
      json('.config/dotnet-tools.json', {
        version: 1,
        isRoot: true,
        tools: dictionary(size, (i) => [`p${i}`, { version: '1.0.0', commands: [`p${i}`] }]),
      }),
  },
  'composer-lock': {
    beside: (size) =>
      json('composer.json', {
        name: 'acme/app',
        require: Object.fromEntries(direct(size).map((i) => [`acme/p${i}`, '^1.0'])),
      }),
    files: (size) =>
      json('composer.lock', {
        packages: range(size).map((i) => ({
          name: `acme/p${i}`,
          version: '1.0.0',
          license: ['MIT'],
          require: Object.fromEntries(needs(i, size).map((n) => [`acme/p${n}`, '^1.0'])),
        })),
        'packages-dev': [],
      }),
  },
  'gemfile-lock': gemLock('Gemfile.lock'),
  'gems-locked': gemLock('gems.locked'),
  'pub-lock': {
    beside: (size) => ({
      'pubspec.yaml': `name: app\ndependencies:\n${direct(size)
        .map((i) => `  p${i}: ^1.0.0`)
        .join('\n')}\n`,
    }),
    files: (size) => ({
      'pubspec.lock': `packages:\n${lines(size, (i) => `  p${i}:\n    dependency: ${i % 10 === 0 ? '"direct main"' : 'transitive'}\n    description:\n      name: p${i}\n      sha256: "${HEX(i, 64)}"\n      url: "https://pub.example"\n    source: hosted\n    version: "1.0.0"`)}\n`,
    }),
  },
  'swift-package-resolved': {
    files: (size) =>
      json('Package.resolved', {
        pins: range(size).map((i) => ({
          identity: `p${i}`,
          kind: 'remoteSourceControl',
          location: `https://git.example/acme/p${i}.git`,
          state: { revision: HEX(i, 40), version: '1.0.0' },
        })),
        version: 2,
      }),
  },
  'cocoapods-lock': {
    files: (size) => ({
      'Podfile.lock': `PODS:\n${lines(size, (i) =>
        needs(i, size).length === 0
          ? `  - p${i} (1.0.0)`
          : `  - p${i} (1.0.0):\n${needs(i, size)
              .map((n) => `    - p${n} (~> 1.0)`)
              .join('\n')}`,
      )}\n\nDEPENDENCIES:\n${direct(size)
        .map((i) => `  - p${i}`)
        .join('\n')}\n\nSPEC CHECKSUMS:\n${lines(size, (i) => `  p${i}: ${HEX(i, 40)}`)}\n\nCOCOAPODS: 1.15.2\n`,
    }),
  },
  'carthage-cartfile': {
    files: (size) => ({
      Cartfile: `${direct(size)
        .map((i) => `github "acme/p${i}" ~> 1.0`)
        .join('\n')}\n`,
      'Cartfile.resolved': `${lines(size, (i) => `github "acme/p${i}" "1.0.0"`)}\n`,
    }),
  },
  'mix-lock': {
    beside: (size) => ({
      'mix.exs': `defmodule App.MixProject do\n  use Mix.Project\n  def project, do: [app: :app, version: "1.0.0", deps: deps()]\n  defp deps do\n    [\n${direct(
        size,
      )
        .map((i) => `      {:p${i}, "~> 1.0"}`)
        .join(',\n')}\n    ]\n  end\nend\n`,
    }),
    files: (size) => ({
      'mix.lock': `%{\n${lines(
        size,
        (i) =>
          `  "p${i}": {:hex, :p${i}, "1.0.0", "${HEX(i, 64)}", [:mix], [${needs(i, size)
            .map((n) => `{:p${n}, "~> 1.0", [hex: :p${n}, repo: "hexpm", optional: false]}`)
            .join(', ')}], "hexpm", "${HEX(i, 64)}"},`,
      )}\n}\n`,
    }),
  },
  'rebar-lock': {
    files: (size) => ({
      'rebar.lock': `{"1.2.0",\n[${lines(size, (i) => `{<<"p${i}">>,{pkg,<<"p${i}">>,<<"1.0.0">>},${i % 10 === 0 ? 0 : 1}}`, ',\n ')}]}.\n[\n{pkg_hash,[\n${lines(size, (i) => ` {<<"p${i}">>, <<"${HEX(i, 64)}">>}`, ',\n')}]}\n].\n`,
    }),
  },
  'gleam-manifest': {
    beside: (size) => ({
      'gleam.toml': `name = "app"\nversion = "1.0.0"\n\n[dependencies]\n${direct(size)
        .map((i) => `p${i} = ">= 1.0.0"`)
        .join('\n')}\n`,
    }),
    files: (size) => ({
      'manifest.toml': `packages = [\n${lines(size, (i) => `  { name = "p${i}", version = "1.0.0", build_tools = ["gleam"], requirements = [${names(i, size)}], otp_app = "p${i}", source = "hex", outer_checksum = "${HEX(i, 64)}" },`)}\n]\n\n[requirements]\n${direct(
        size,
      )
        .map((i) => `p${i} = { version = ">= 1.0.0" }`)
        .join('\n')}\n`,
    }),
  },
  'conan-lock': {
    files: (size) =>
      json('conan.lock', {
        version: '0.4',
        graph_lock: {
          nodes: {
            0: { ref: 'app/1.0.0', requires: direct(size).map((i) => String(i + 1)), path: 'conanfile.py', context: 'host' },
            ...dictionary(size, (i) => [
              String(i + 1),
              { ref: `p${i}/1.0.0#${HEX(i, 32)}`, requires: needs(i, size).map((n) => String(n + 1)), context: 'host' },
            ]),
          },
          revisions_enabled: true,
        },
      }),
  },
  'stack-lock': {
    files: (size) => ({
      'stack.yaml.lock': `packages:\n${lines(size, (i) => `- completed:\n    hackage: p${i}-1.0.0@sha256:${HEX(i, 64)},613\n  original:\n    hackage: p${i}-1.0.0`)}\nsnapshots: []\n`,
    }),
  },
  'cabal-freeze': {
    files: (size) => ({
      'cabal.project.freeze': `constraints: ${lines(size, (i) => `any.p${i} ==1.0.0`, ',\n             ')}\n`,
    }),
  },
  'renv-lock': {
    files: (size) =>
      json('renv.lock', {
        R: { Version: '4.3.1', Repositories: [{ Name: 'main', URL: 'https://r.example' }] },
        Packages: dictionary(size, (i) => [
          `p${i}`,
          {
            Package: `p${i}`,
            Version: '1.0.0',
            Source: 'Repository',
            Repository: 'main',
            Requirements: needs(i, size).map((n) => `p${n}`),
          },
        ]),
      }),
  },
  'julia-manifest': {
    beside: (size) => ({
      'Project.toml': `name = "App"\nversion = "1.0.0"\n\n[deps]\n${direct(size)
        .map((i) => `P${i} = "${HEX(i, 8)}-0000-0000-0000-000000000000"`)
        .join('\n')}\n`,
    }),
    files: (size) => ({
      'Manifest.toml': `julia_version = "1.10.0"\nmanifest_format = "2.0"\n\n${lines(
        size,
        (i) =>
          `[[deps.P${i}]]\ndeps = [${needs(i, size)
            .map((n) => `"P${n}"`)
            .join(
              ', ',
            )}]\ngit-tree-sha1 = "${HEX(i, 40)}"\nuuid = "${HEX(i, 8)}-0000-0000-0000-000000000000"\nversion = "1.0.0"\n`,
      )}`,
    }),
  },
  'conda-lock': {
    files: (size) => ({
      'conda-lock.yml': `version: 1\nmetadata:\n  platforms:\n  - linux-64\n  sources:\n  - environment.yml\npackage:\n${lines(
        size,
        (i) =>
          `- name: p${i}\n  version: 1.0.0\n  manager: conda\n  platform: linux-64\n  dependencies: {${needs(i, size)
            .map((n) => `p${n}: '>=1'`)
            .join(
              ', ',
            )}}\n  url: https://conda.example/main/linux-64/p${i}-1.0.0-h0_0.conda\n  hash:\n    sha256: ${HEX(i, 64)}\n  category: main\n  optional: false`,
      )}\n`,
    }),
  },
  'pixi-lock': {
    files: (size) => ({
      'pixi.lock': `version: 6\nenvironments:\n  default:\n    channels:\n    - url: https://conda.example/main/\n    packages:\n      linux-64:\n${lines(size, (i) => `      - conda: https://conda.example/main/linux-64/p${i}-1.0.0-h0_0.conda`)}\npackages:\n${lines(
        size,
        (i) =>
          `- conda: https://conda.example/main/linux-64/p${i}-1.0.0-h0_0.conda\n  sha256: ${HEX(i, 64)}\n  depends: [${needs(
            i,
            size,
          )
            .map((n) => `p${n} >=1`)
            .join(', ')}]`,
      )}\n`,
    }),
  },
  'nix-flake-lock': {
    files: (size) =>
      json('flake.lock', {
        nodes: {
          root: { inputs: Object.fromEntries(direct(size).map((i) => [`p${i}`, `p${i}`])) },
          ...dictionary(size, (i) => [
            `p${i}`,
            {
              inputs: Object.fromEntries(needs(i, size).map((n) => [`p${n}`, n % 2 === 0 ? `p${n}` : [`p${n - (n % 10)}`]])),
              locked: {
                type: 'github',
                owner: 'acme',
                repo: `p${i}`,
                rev: HEX(i, 40),
                narHash: `sha256-${SHA512.slice(0, 43)}=`,
              },
            },
          ]),
        },
        root: 'root',
        version: 7,
      }),
  },
  'bazel-module-lock': {
    beside: (size) => ({
      'MODULE.bazel': `module(name = "app", version = "1.0.0")\n${direct(size)
        .map((i) => `bazel_dep(name = "p${i}", version = "1.0.0")`)
        .join('\n')}\n`,
    }),
    files: (size) =>
      json('MODULE.bazel.lock', {
        lockFileVersion: 11,
        registryFileHashes: Object.fromEntries(
          range(size).flatMap((i) =>
            ['MODULE.bazel', 'source.json'].map((name) => [`https://registry.example/modules/p${i}/1.0.0/${name}`, HEX(i, 64)]),
          ),
        ),
      }),
  },
  'bazel-maven-install': {
    files: (size) =>
      json('maven_install.json', {
        artifacts: dictionary(size, (i) => [`g:p${i}`, { shasums: { jar: HEX(i, 64) }, version: '1.0.0' }]),
        dependencies: dictionary(size, (i) => [`g:p${i}`, needs(i, size).map((n) => `g:p${n}`)]),
        repositories: { 'https://maven.example/': range(size).map((i) => `g:p${i}`) },
        version: '2',
      }),
  },
  'bender-lock': {
    files: (size) => ({
      'Bender.lock': `packages:\n${lines(
        size,
        (i) =>
          `  p${i}:\n    revision: ${HEX(i, 40)}\n    version: 1.0.0\n    source:\n      Git: https://git.example/acme/p${i}.git\n    dependencies: [${needs(
            i,
            size,
          )
            .map((n) => `p${n}`)
            .join(', ')}]`,
      )}\n`,
    }),
  },
  'helm-chart': {
    files: (size) => ({
      'Chart.yaml': `apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n${lines(size, (i) => `- name: p${i}\n  repository: https://charts.example\n  version: ^1.0.0`)}\n`,
      'Chart.lock': `dependencies:\n${lines(size, (i) => `- name: p${i}\n  repository: https://charts.example\n  version: 1.0.0`)}\n`,
    }),
  },
  'terraform-module': {
    files: (size) => ({
      'main.tf': `${lines(size, (i) => `module "m${i}" {\n  source  = "acme/p${i}/aws"\n  version = "1.0.0"\n}`)}\n`,
      '.terraform.lock.hcl': `${lines(size, (i) => `provider "registry.example/acme/p${i}" {\n  version = "1.0.0"\n  hashes = [\n    "h1:${SHA512.slice(0, 43)}=",\n  ]\n}`)}\n`,
    }),
  },
};
