import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { scanMemory } from '../support/scan-folder.ts';

// What a package manager would refuse or overwrite still says what somebody depends on: it is listed, and the flaw is told.
const thirdParty = ({ components }: Snapshot): string[] => components.filter(({ firstParty }) => !firstParty).map(({ id }) => id);
const codes = ({ diagnostics }: Snapshot): string[] => diagnostics.map(({ code }) => code);

describe('flawed files', () => {
  it('a POM without a name of its own still has dependencies', async () => {
    const snapshot = await scanMemory({
      'service/pom.xml':
        '<project><dependencies><dependency><groupId>org.example</groupId><artifactId>a</artifactId><version>1.0</version></dependency></dependencies></project>',
    });
    expect(thirdParty(snapshot)).toEqual(['pkg:maven/org.example/a@1.0']);
    expect(snapshot.projects.map(({ name }) => name)).toEqual(['unnamed:service']);
    expect(codes(snapshot)).toContain('manifest-entry-invalid');
  });

  it('a composer.lock with two versions of one package lists both', async () => {
    const entry = (version: string): object => ({ name: 'a/x', version, 'notification-url': 'https://packagist.org/downloads/' });
    const snapshot = await scanMemory({
      'composer.lock': JSON.stringify({ packages: [entry('1.0.0'), entry('2.0.0'), entry('1.0.0')], 'packages-dev': [] }),
    });
    expect(thirdParty(snapshot)).toEqual(['pkg:composer/a/x@1.0.0', 'pkg:composer/a/x@2.0.0']);
    expect(codes(snapshot)).toContain('lockfile-entry-invalid');
  });

  it('a yarn.lock with a key that stands twice is read, and the last one counts', async () => {
    const entry = (version: string): string =>
      `"a@npm:^1.0.0":\n  version: ${version}\n  resolution: "a@npm:${version}"\n  languageName: node\n  linkType: hard\n\n`;
    const snapshot = await scanMemory({
      'yarn.lock': `__metadata:\n  version: 8\n\n${entry('1.0.0')}${entry('1.1.0')}`,
    });
    expect(thirdParty(snapshot)).toEqual(['pkg:npm/a@1.1.0']);
    expect(codes(snapshot)).toEqual(['lockfile-duplicate-key']);
  });

  it('a pnpm-lock.yaml that ends early counts as not read, and gives what it still has', async () => {
    const snapshot = await scanMemory({
      'pnpm-lock.yaml': [
        "lockfileVersion: '9.0'",
        'importers:',
        '  .:',
        '    dependencies:',
        '      a:',
        '        specifier: ^1.0.0',
        '        version: 1.0.0',
        'packages:',
        '  a@1.0.0:',
        '    resolution: {integrity: sha512-AAAA}',
        '',
      ].join('\n'),
    });
    expect(thirdParty(snapshot)).toEqual(['pkg:npm/a@1.0.0']);
    expect(codes(snapshot)).toContain('lockfile-unparsable');
    expect(snapshot.inputs.map(({ state }) => state)).toEqual(['failed']);
  });

  it('a Manifest.toml of Julia 1.0 names packages without a version', async () => {
    const snapshot = await scanMemory({
      'Manifest.toml':
        '[[Baz]]\nuuid = "6801f525-dc68-44e8-a4e8-cabd286279e7"\ngit-tree-sha1 = "efc7e24c53d6a328011975294a2c75fed2f9800a"\n',
    });
    expect(thirdParty(snapshot)).toEqual(['pkg:julia/Baz?uuid=6801f525-dc68-44e8-a4e8-cabd286279e7']);
  });
});
