import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { DEFAULT_CARGO_REGISTRIES, DEFAULT_PUB_HOSTS } from '../../src/domain/default-registries.ts';
import { tarGz } from './tar-gz.ts';

interface PackageAtHand {
  /** The component whose files are there. */
  readonly id: string;
  readonly fixture?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Caches by name; without them the files are in the tree. */
  readonly caches?: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>>;
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const jar = zipSync({ 'META-INF/LICENSE': text('MIT') });
const [, SPARSE_INDEX = ''] = DEFAULT_CARGO_REGISTRIES;
const [PUB_HOST = ''] = DEFAULT_PUB_HOSTS;
const COMMIT = '0a4d55a8d778e5022fab701977c5d840bbc486d0';
const ARCHIVE = `https://git.example/repos/acme/kit/zipball/${COMMIT}`;
const pom = (id: string, body: string): string => {
  const [group = '', artifact = '', version = ''] = id.split(':');
  return `<project><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${body}</project>`;
};
const dependencyOn = (artifact: string): string =>
  `<dependencies><dependency><groupId>g</groupId><artifactId>${artifact}</artifactId><version>1</version></dependency></dependencies>`;

/** By ecosystem: packages as their tools leave them on a machine, which fixtures cannot carry. */
export const PACKAGES_AT_HAND: Readonly<Record<string, readonly PackageAtHand[]>> = {
  cargo: [
    {
      id: 'pkg:cargo/fnv@1.0.7',
      fixture: 'cargo/workspace-inheritance',
      caches: {
        cargo: {
          [`registry/src/${new URL(SPARSE_INDEX).host}-1949cf8c6b5b557f/fnv-1.0.7/Cargo.toml`]:
            '[package]\nname = "fnv"\nversion = "1.0.7"\nlicense = "MIT"',
        },
      },
    },
  ],
  golang: [
    {
      id: 'pkg:golang/example.org/alpha@v1.2.0',
      files: { 'go.mod': 'module example.org/app\n\ngo 1.21\n\nrequire example.org/alpha v1.2.0\n' },
      caches: { go: { 'example.org/alpha@v1.2.0/LICENSE': 'MIT' } },
    },
  ],
  pypi: [
    {
      id: 'pkg:pypi/idna@3.10',
      fixture: 'pypi/pyproject-without-lock',
      caches: { 'site-packages': { 'idna-3.10.dist-info/METADATA': 'Name: idna\nVersion: 3.10\nLicense: BSD-3-Clause\n' } },
    },
  ],
  maven: [
    {
      id: 'pkg:maven/g/inner@1',
      files: { 'pom.xml': pom('a:app:1', dependencyOn('outer')) },
      caches: {
        maven: {
          'g/outer/1/outer-1.pom': pom('g:outer:1', dependencyOn('inner')),
          'g/inner/1/inner-1.pom': pom('g:inner:1', '<licenses><license><name>MIT</name></license></licenses>'),
        },
      },
    },
  ],
  gradle: [
    {
      id: 'pkg:maven/commons-io/commons-io@2.6',
      fixture: 'gradle/locks-before-gradle-7',
      caches: { gradle: { 'commons-io/commons-io/2.6/0123/commons-io-2.6.jar': jar } },
    },
  ],
  sbt: [
    {
      id: 'pkg:maven/javax.servlet/javax.servlet-api@4.0.1',
      fixture: 'sbt/lock-with-configurations',
      caches: { maven: { 'javax/servlet/javax.servlet-api/4.0.1/javax.servlet-api-4.0.1.jar': jar } },
    },
  ],
  nuget: [
    {
      id: 'pkg:nuget/Dapper@2.1.35',
      fixture: 'nuget/lock-per-framework',
      caches: {
        nuget: {
          'dapper/2.1.35/dapper.nuspec':
            '<package><metadata><id>Dapper</id><version>2.1.35</version><license type="expression">Apache-2.0</license></metadata></package>',
        },
      },
    },
    {
      id: 'pkg:nuget/Kit@1.0.0',
      files: {
        'packages.config': '<packages><package id="Kit" version="1.0.0" /></packages>',
        'packages/Kit.1.0.0/Kit.nuspec':
          '<package><metadata><id>Kit</id><version>1.0.0</version><license type="expression">MIT</license></metadata></package>',
      },
    },
  ],
  composer: [
    {
      id: `pkg:composer/acme/kit@1.0.0?download_url=${encodeURIComponent(ARCHIVE).replaceAll('%3A', ':')}`,
      files: {
        'composer.json': '{"require":{"acme/kit":"1.0.0"}}',
        'composer.lock': JSON.stringify({
          packages: [{ name: 'acme/kit', version: '1.0.0', dist: { type: 'zip', url: ARCHIVE, reference: COMMIT, shasum: '' } }],
          'packages-dev': [],
        }),
      },
      caches: {
        composer: {
          [`files/acme/kit/${createHash('sha1').update(ARCHIVE).digest('hex')}.zip`]: zipSync({
            [`acme-kit-${COMMIT.slice(0, 7)}/composer.json`]: text('{"name":"acme/kit","license":"MIT"}'),
          }),
        },
      },
    },
  ],
  gem: [
    {
      id: 'pkg:gem/minitest@5.17.0',
      fixture: 'gem/path-gems-and-groups',
      caches: {
        gem: {
          'gems/minitest-5.17.0/README.md': 'a gem',
          'specifications/minitest-5.17.0.gemspec':
            'Gem::Specification.new do |s|\n  s.name = "minitest".freeze\n  s.version = "5.17.0"\n  s.licenses = ["MIT".freeze]\nend\n',
        },
      },
    },
  ],
  pub: [
    {
      id: 'pkg:pub/http@1.2.2',
      fixture: 'pub/workspace',
      caches: { pub: { [`hosted/${PUB_HOST}/http-1.2.2/pubspec.yaml`]: 'name: http\nversion: 1.2.2\n' } },
    },
  ],
  swift: [
    {
      id: 'pkg:swift/github.com/apple/swift-log@1.6.1',
      fixture: 'swift/pins-and-manifest',
      files: { '.build/checkouts/swift-log/LICENSE.txt': 'MIT' },
    },
  ],
  carthage: [
    {
      id: 'pkg:github/alamofire/alamofire@5.9.1',
      fixture: 'carthage/resolved-with-cartfiles',
      files: { 'Carthage/Checkouts/Alamofire/LICENSE': 'MIT' },
    },
  ],
  git: [
    {
      id: 'pkg:github/acme/kit',
      files: {
        '.gitmodules': '[submodule "kit"]\n\tpath = third_party/kit\n\turl = https://github.com/acme/kit.git\n',
        'third_party/kit/LICENSE': 'MIT',
      },
    },
  ],
  conan: [
    {
      id: 'pkg:conan/gtest@1.14.0',
      fixture: 'conan/text-file',
      caches: {
        conan: {
          'data/gtest/1.14.0/_/_/export/conanfile.py':
            'class Recipe(ConanFile):\n    name = "gtest"\n    version = "1.14.0"\n    license = "MIT"\n',
        },
      },
    },
  ],
  haskell: [
    {
      id: 'pkg:hackage/aeson@2.2.1.0',
      fixture: 'haskell/frozen-project',
      caches: {
        cabal: {
          'main/aeson/2.2.1.0/aeson-2.2.1.0.tar.gz': tarGz({
            'aeson-2.2.1.0/aeson.cabal': 'name: aeson\nversion: 2.2.1.0\nlicense: BSD-3-Clause\n',
          }),
        },
      },
    },
    {
      id: '.#haskell:app',
      files: {
        'cabal.project': 'packages: app lib\n',
        'app/app.cabal': 'name: app\nversion: 1\nexecutable app\n  build-depends: lib\n',
        'lib/lib.cabal': 'name: lib\nversion: 1\nlibrary\n  build-depends: base\n',
      },
    },
  ],
  cran: [
    {
      id: 'pkg:cran/inhouse@2.0.0?repository_url=https:%2F%2Fr.example%2Facme',
      fixture: 'cran/renv-sources',
      caches: {
        renv: {
          'v5/R-4.3/x86_64-pc-linux-gnu/inhouse/2.0.0/0123/inhouse/DESCRIPTION':
            'Package: inhouse\nVersion: 2.0.0\nLicense: GPL-3\n',
        },
      },
    },
  ],
  julia: [
    {
      id: 'pkg:julia/Example@0.5.3?uuid=7876af07-990d-54b4-ab0e-23690620f79a',
      fixture: 'julia/environment',
      caches: { julia: { 'Example/aqsx3/Project.toml': 'name = "Example"\nversion = "0.5.3"\n' } },
    },
  ],
  conda: [
    {
      id: 'pkg:conda/built@1.2?build=py39_0',
      fixture: 'conda/specifications',
      caches: { conda: { 'built-1.2-py39_0/info/index.json': '{"name":"built","version":"1.2","license":"MIT"}' } },
    },
  ],
  sbom: [
    {
      id: 'pkg:npm/kit@1.0.0',
      files: {
        'bom.cdx.json': JSON.stringify({
          bomFormat: 'CycloneDX',
          specVersion: '1.6',
          version: 1,
          metadata: { component: { type: 'application', name: 'app', 'bom-ref': 'app' } },
          components: ['kit', 'part'].map((name) => ({
            type: 'library',
            name,
            version: '1.0.0',
            purl: `pkg:npm/${name}@1.0.0`,
            'bom-ref': name,
            scope: 'excluded',
            hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(32) }],
          })),
          dependencies: [
            { ref: 'app', dependsOn: ['kit'] },
            { ref: 'kit', dependsOn: ['part'] },
          ],
        }),
      },
    },
  ],
};
