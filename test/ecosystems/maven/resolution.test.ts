import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/domain/snapshot.ts';
import { maven } from '../../../src/ecosystems/maven/ecosystem.ts';
import { memoryFs } from '../../../src/testing/memory-fs.ts';
import { scanMemory } from '../../support/scan-folder.ts';

interface Dep {
  readonly id: string;
  readonly inner?: string;
}

const dep = (id: string, inner = ''): string => {
  const [group = '', artifact = '', version] = id.split(':');
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${
    version === undefined ? '' : `<version>${version}</version>`
  }${inner}</dependency>`;
};

const pom = (id: string, body: string): string => {
  const [group = '', artifact = '', version = ''] = id.split(':');
  return `<project><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${body}</project>`;
};

const deps = (...items: readonly (string | Dep)[]): string =>
  `<dependencies>${items.map((item) => (typeof item === 'string' ? dep(item) : dep(item.id, item.inner))).join('')}</dependencies>`;

const managed = (...items: readonly (string | Dep)[]): string => `<dependencyManagement>${deps(...items)}</dependencyManagement>`;

/** `{ 'g:a:1': body }` as a local repository. */
function repository(poms: Readonly<Record<string, string>>): ReturnType<typeof memoryFs> {
  return memoryFs(
    Object.fromEntries(
      Object.entries(poms).map(([id, body]) => {
        const [group = '', artifact = '', version = ''] = id.split(':');
        const path = `${group.replaceAll('.', '/')}/${artifact}/${version}/${artifact}-${version}.pom`;
        return [path, pom(id, body)];
      }),
    ),
  );
}

async function resolve(
  files: Readonly<Record<string, string>>,
  poms: Readonly<Record<string, string>> | ReturnType<typeof memoryFs> = {},
): Promise<Snapshot> {
  const fs = 'stat' in poms && typeof poms.stat === 'function' ? poms : repository(poms as Record<string, string>);
  return scanMemory(files, [maven], { maven: fs as ReturnType<typeof memoryFs> });
}

/** `g:a:1 runtime`, one for each third-party component and its scopes. */
function used(snapshot: Snapshot): string[] {
  return snapshot.components
    .filter((component) => !component.firstParty)
    .map((component) => {
      const scopes = [...new Set(component.uses.flatMap((use) => use.scopes))].join('+');
      return `${component.name}:${component.version ?? '?'} ${scopes}`;
    });
}

describe('which version counts', () => {
  it('the nearest declaration wins over a newer one farther away', async () => {
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps('g:a:1', 'g:c:1')) },
      { 'g:a:1': deps('g:b:1'), 'g:b:1': deps('g:c:2'), 'g:c:1': '', 'g:c:2': '' },
    );
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:b:1 runtime', 'g:c:1 runtime']);
    expect(snapshot.edges.map((edge) => `${edge.from} > ${edge.to}`)).toContain('pkg:maven/g/b@1 > pkg:maven/g/c@1');
  });

  it('of two equally near ones the first declared wins, and what the other needs does not count', async () => {
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps('g:a:1', 'g:b:1')) },
      { 'g:a:1': deps('g:c:1'), 'g:b:1': deps('g:c:2'), 'g:c:1': '', 'g:c:2': deps('g:d:1'), 'g:d:1': '' },
    );
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:b:1 runtime', 'g:c:1 runtime']);
  });

  it("the root's management wins over what a dependency says, and manages nothing it names with a version itself", async () => {
    const root = pom('x:root:1', managed('g:b:9', 'g:a:9') + deps('g:a:1'));
    const snapshot = await resolve({ 'pom.xml': root }, { 'g:a:1': deps('g:b:1'), 'g:b:9': '', 'g:b:1': '' });
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:b:9 runtime']);
  });

  it("a dependency's own management does not reach what its dependencies need", async () => {
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps('g:a:1')) },
      { 'g:a:1': managed('g:c:9') + deps('g:b:1'), 'g:b:1': deps('g:c:1'), 'g:c:1': '' },
    );
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:b:1 runtime', 'g:c:1 runtime']);
  });

  it('a range pushes out a nearer version that it does not allow', async () => {
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps('g:a:1', 'g:c:2')) },
      { 'g:a:1': deps({ id: 'g:c:[1]' }), 'g:c:1': '', 'g:c:2': deps('g:d:1') },
    );
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:c:1 runtime']);
  });

  it('a range takes the newest version that the registry listed', async () => {
    const listed = ['1.0', '1.10', '1.9', '2.0-rc1', '2.0'].map((version) => `<version>${version}</version>`).join('');
    const fs = memoryFs({
      'g/a/maven-metadata-central.xml': `<metadata><versioning><release>2.0</release><versions>${listed}</versions></versioning></metadata>`,
      'g/a/1.10/a-1.10.pom': pom('g:a:1.10', deps('g:b:1')),
    });
    const snapshot = await resolve({ 'pom.xml': pom('x:root:1', deps('g:a:[1.0,2.0-beta)')) }, fs);
    expect(used(snapshot)).toEqual(['g:a:1.10 runtime', 'g:b:1 runtime']);
    const release = await resolve({ 'pom.xml': pom('x:root:1', deps('g:a:RELEASE')) }, fs);
    expect(used(release)).toEqual(['g:a:2.0 runtime']);
  });

  it('ranges that contradict each other end with an answer', async () => {
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps('g:a:1', 'g:b:1')) },
      { 'g:a:1': deps('g:c:[1]'), 'g:b:1': deps('g:c:[2]'), 'g:c:1': '', 'g:c:2': '' },
    );
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:b:1 runtime', 'g:c:1 runtime']);
  });

  it('follows a relocation to its new name', async () => {
    const moved = '<distributionManagement><relocation><groupId>new.g</groupId></relocation></distributionManagement>';
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps('old.g:a:1')) },
      { 'old.g:a:1': moved, 'new.g:a:1': deps('g:b:1'), 'g:b:1': '' },
    );
    expect(used(snapshot)).toEqual(['g:b:1 runtime', 'new.g:a:1 runtime']);
  });

  it('finds the POM of a snapshot by the time in its metadata', async () => {
    const metadata =
      '<metadata><versioning><snapshotVersions><snapshotVersion><extension>pom</extension>' +
      '<value>1-20240312.035235-10</value></snapshotVersion></snapshotVersions></versioning></metadata>';
    const fs = memoryFs({
      'g/a/1-SNAPSHOT/maven-metadata-snapshots.xml': metadata,
      'g/a/1-SNAPSHOT/a-1-20240312.035235-10.pom': pom('g:a:1-SNAPSHOT', deps('g:b:1')),
      'g/a/1-SNAPSHOT/a-1-20240101.000000-1.pom': pom('g:a:1-SNAPSHOT', deps('g:old:1')),
    });
    expect(used(await resolve({ 'pom.xml': pom('x:root:1', deps('g:a:1-SNAPSHOT')) }, fs))).toEqual([
      'g:a:1-SNAPSHOT runtime',
      'g:b:1 runtime',
    ]);
  });
});

describe('what is followed', () => {
  it('neither test, provided nor optional dependencies of dependencies', async () => {
    const inner = deps(
      { id: 'g:t:1', inner: '<scope>test</scope>' },
      { id: 'g:p:1', inner: '<scope>provided</scope>' },
      { id: 'g:o:1', inner: '<optional>true</optional>' },
      { id: 'g:r:1', inner: '<scope>runtime</scope>' },
    );
    const snapshot = await resolve({ 'pom.xml': pom('x:root:1', deps('g:a:1')) }, { 'g:a:1': inner });
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:r:1 runtime']);
  });

  it('exclusions hold along their own path only', async () => {
    const without = '<exclusions><exclusion><groupId>g</groupId><artifactId>c</artifactId></exclusion></exclusions>';
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps({ id: 'g:a:1', inner: without }, 'g:b:1')) },
      { 'g:a:1': deps('g:c:1', 'g:d:1'), 'g:b:1': deps('g:c:2'), 'g:d:1': deps('g:c:1'), 'g:c:2': '' },
    );
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:b:1 runtime', 'g:c:2 runtime', 'g:d:1 runtime']);
  });

  it('wildcard exclusions leave everything of a group out', async () => {
    const without = '<exclusions><exclusion><groupId>h</groupId><artifactId>*</artifactId></exclusion></exclusions>';
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps({ id: 'g:a:1', inner: without })) },
      { 'g:a:1': deps('h:b:1', 'g:c:1') },
    );
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:c:1 runtime']);
  });

  it('a war holds its dependencies', async () => {
    const war = deps({ id: 'g:w:1', inner: '<type>war</type>' });
    const snapshot = await resolve({ 'pom.xml': pom('x:root:1', war) }, { 'g:w:1': deps('g:b:1') });
    expect(snapshot.components.map((component) => component.id)).toEqual(['.#maven:x:root', 'pkg:maven/g/w@1?type=war']);
  });

  it('cycles end', async () => {
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps('g:a:1')) },
      { 'g:a:1': deps('g:b:1'), 'g:b:1': deps('g:a:1', 'x:root:1') },
    );
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:b:1 runtime']);
  });
});

describe('scopes', () => {
  it('what the project says itself wins over how it is reached', async () => {
    const root = pom('x:root:1', deps('g:a:1', { id: 'g:b:1', inner: '<scope>test</scope>' }));
    const snapshot = await resolve({ 'pom.xml': root }, { 'g:a:1': deps('g:b:2'), 'g:b:1': deps('g:c:1'), 'g:c:1': '' });
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:b:1 test', 'g:c:1 test']);
  });

  it('of several ways to a package the strongest scope counts', async () => {
    const root = pom(
      'x:root:1',
      deps({ id: 'g:t:1', inner: '<scope>test</scope>' }, { id: 'g:p:1', inner: '<scope>provided</scope>' }, 'g:a:1'),
    );
    const snapshot = await resolve(
      { 'pom.xml': root },
      { 'g:t:1': deps('g:x:1', 'g:y:1'), 'g:p:1': deps('g:y:1'), 'g:a:1': deps('g:b:1'), 'g:b:1': deps('g:x:1') },
    );
    expect(used(snapshot)).toEqual([
      'g:a:1 runtime',
      'g:b:1 runtime',
      'g:p:1 provided',
      'g:t:1 test',
      'g:x:1 runtime',
      'g:y:1 provided',
    ]);
  });

  it('a managed scope holds whatever the scope of the dependent is', async () => {
    const root = pom(
      'x:root:1',
      managed({ id: 'g:b:1', inner: '<scope>compile</scope>' }) + deps({ id: 'g:a:1', inner: '<scope>test</scope>' }),
    );
    const snapshot = await resolve({ 'pom.xml': root }, { 'g:a:1': deps('g:b:1'), 'g:b:1': '' });
    expect(used(snapshot)).toEqual(['g:a:1 test', 'g:b:1 runtime']);
  });

  it('management can make a dependency of a dependency a test one, with all that it needs', async () => {
    const root = pom('x:root:1', managed({ id: 'g:b:1', inner: '<scope>test</scope>' }) + deps('g:a:1'));
    const snapshot = await resolve({ 'pom.xml': root }, { 'g:a:1': deps('g:b:1'), 'g:b:1': deps('g:c:1'), 'g:c:1': '' });
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:b:1 test', 'g:c:1 test']);
  });
});

describe('relocations', () => {
  const movedTo = (artifact: string): string =>
    `<distributionManagement><relocation><artifactId>${artifact}</artifactId></relocation></distributionManagement>`;

  it('the old and the new name are one artifact, of which the nearest version counts', async () => {
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps('g:a:1', 'g:old:2')) },
      { 'g:a:1': deps('g:b:1'), 'g:b:1': deps('g:old:1'), 'g:old:1': deps('g:c:1'), 'g:old:2': movedTo('new'), 'g:new:2': '' },
    );
    expect(used(snapshot)).toEqual(['g:a:1 runtime', 'g:b:1 runtime', 'g:new:2 runtime']);
  });

  it('what is managed, and what is excluded, holds for the new name', async () => {
    const poms = { 'g:a:1': deps('g:old:1'), 'g:old:1': movedTo('new'), 'g:new:1': '', 'g:new:7': '' };
    const managedRoot = await resolve({ 'pom.xml': pom('x:root:1', managed('g:new:7') + deps('g:a:1')) }, poms);
    expect(used(managedRoot)).toEqual(['g:a:1 runtime', 'g:new:7 runtime']);
    const without = '<exclusions><exclusion><groupId>g</groupId><artifactId>new</artifactId></exclusion></exclusions>';
    const excludingRoot = await resolve({ 'pom.xml': pom('x:root:1', deps({ id: 'g:a:1', inner: without })) }, poms);
    expect(used(excludingRoot)).toEqual(['g:a:1 runtime']);
  });

  it('in circles end', async () => {
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', deps('g:a:1')) },
      { 'g:a:1': movedTo('b'), 'g:b:1': movedTo('a') },
    );
    expect(snapshot.components).toHaveLength(2);
  });
});

describe('profiles', () => {
  const profile = (activation: string, version: string): string =>
    `<profiles><profile><id>p</id><activation>${activation}</activation><properties><v>${version}</v></properties></profile></profiles>`;
  const versionWith = async (activation: string, files: Readonly<Record<string, string>> = {}): Promise<string> => {
    const root = pom('x:root:1', `<properties><v>0</v></properties>${deps('g:a:${v}')}${profile(activation, '1')}`);
    const snapshot = await resolve({ ...files, 'pom.xml': root });
    const notes = snapshot.diagnostics.filter((item) => item.code === 'profile-undecided').length;
    return `${used(snapshot).join()}${notes > 0 ? ' undecided' : ''}`;
  };

  it('are active when nothing of the machine decides it', async () => {
    expect(await versionWith('<activeByDefault>true</activeByDefault>')).toBe('g:a:1 runtime');
    expect(await versionWith('<property><name>!skip</name></property>')).toBe('g:a:1 runtime');
    expect(await versionWith('<property><name>full</name></property>')).toBe('g:a:0 runtime');
    expect(await versionWith('<jdk>[1.8,)</jdk>')).toBe('g:a:1 runtime');
    expect(await versionWith('<jdk>1.6</jdk>')).toBe('g:a:0 runtime');
    const there = '<file><exists>${basedir}/src/native</exists></file>';
    expect(await versionWith(there)).toBe('g:a:0 runtime');
    expect(await versionWith(there, { 'src/native/a.c': '' })).toBe('g:a:1 runtime');
  });

  it('are left out and named when the machine decides', async () => {
    expect(await versionWith('<jdk>[11,)</jdk>')).toBe('g:a:0 runtime undecided');
    expect(await versionWith('<os><family>unix</family></os>')).toBe('g:a:0 runtime undecided');
    expect(await versionWith('<property><name>env.CI</name></property>')).toBe('g:a:0 runtime undecided');
  });

  it('follow the command line that the repository keeps', async () => {
    const config = { '.mvn/maven.config': '-Dfull -T 4\n-B' };
    expect(await versionWith('<property><name>full</name></property>', config)).toBe('g:a:1 runtime');
    expect(await versionWith('<jdk>[11,)</jdk>', { '.mvn/maven.config': '-Pp' })).toBe('g:a:1 runtime');
    expect(await versionWith('<activeByDefault>true</activeByDefault>', { '.mvn/maven.config': '-P !p' })).toBe('g:a:0 runtime');
  });
});

describe('modules', () => {
  const module = (name: string, body: string): string =>
    `<project><parent><groupId>x</groupId><artifactId>root</artifactId><version>1</version></parent><artifactId>${name}</artifactId>${body}</project>`;

  it('resolve each on its own: one version for each, and uses do not mix', async () => {
    const snapshot = await resolve(
      {
        'pom.xml': pom('x:root:1', '<packaging>pom</packaging><modules><module>m</module><module>n</module></modules>'),
        'm/pom.xml': module('m', deps('g:a:1')),
        'n/pom.xml': module('n', managed('g:b:2') + deps('x:m:1')),
      },
      { 'g:a:1': deps('g:b:1'), 'g:b:1': '', 'g:b:2': '' },
    );
    const uses = snapshot.components.flatMap((component) => component.uses.map((use) => `${component.id} by ${use.project}`));
    expect(uses).toEqual([
      'm#maven:x:m by n#maven:x:n',
      'pkg:maven/g/a@1 by m#maven:x:m',
      'pkg:maven/g/a@1 by n#maven:x:n',
      'pkg:maven/g/b@1 by m#maven:x:m',
      'pkg:maven/g/b@2 by n#maven:x:n',
    ]);
  });

  it('another version of a module is a published package', async () => {
    const snapshot = await resolve({
      'pom.xml': pom('x:root:1', '<packaging>pom</packaging><modules><module>m</module><module>n</module></modules>'),
      'm/pom.xml': module('m', ''),
      'n/pom.xml': module('n', deps('x:m:0.9')),
    });
    expect(used(snapshot)).toEqual(['x:m:0.9 runtime']);
  });

  it('licenses come from the nearest parent that has some, in the tree and in the cache', async () => {
    const license = (name: string): string => `<licenses><license><name>${name}</name></license></licenses>`;
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', license('MIT') + deps('g:a:1')) },
      {
        'g:a:1': '<parent><groupId>g</groupId><artifactId>p</artifactId><version>5</version></parent>',
        'g:p:5': license('Apache License, Version 2.0'),
      },
    );
    const evidence = snapshot.components.map((component) => component.licenseEvidence.map((item) => [item.raw, item.location]));
    expect(evidence).toEqual([
      [['MIT', { root: 'tree', path: 'pom.xml', lines: [1, 1] }]],
      [['Apache License, Version 2.0', { root: 'cache:maven', path: 'g/p/5/p-5.pom', lines: [1, 1], integrity: 'unverified' }]],
    ]);
  });
});

describe('hostile POMs', () => {
  it('properties that multiply stay small, and unfinished names stay out of purls', async () => {
    const levels = Array.from({ length: 40 }, (_, at) => `<p${at}>\${p${at + 1}}\${p${at + 1}}</p${at}>`).join('');
    const body = `<properties>${levels}<p40>x</p40><a>\${b}</a><b>\${a}</b></properties>${deps('g:a:${p0}', 'g:b:${a}')}`;
    const snapshot = await resolve({ 'pom.xml': pom('x:root:1', body) });
    expect(snapshot.components.every((component) => !component.id.includes('$') && component.id.length < 8192)).toBe(true);
  });

  it('parents of themselves, and prototypes as names, do no harm', async () => {
    const own =
      '<parent><groupId>x</groupId><artifactId>root</artifactId><version>1</version><relativePath>pom.xml</relativePath></parent>';
    const body = `${own}<properties><__proto__>1</__proto__></properties>${deps('g:constructor:1', 'g:b:${__proto__}', 'g:c:${toString}')}`;
    const snapshot = await resolve({ 'pom.xml': pom('x:root:1', body) });
    expect(used(snapshot)).toEqual(['g:b:1 runtime', 'g:c:? runtime', 'g:constructor:1 runtime']);
  });

  it('elements nested too deep are refused, and entities are not expanded', async () => {
    const deep = `${'<a>'.repeat(2000)}${'</a>'.repeat(2000)}`;
    const nested = await resolve({ 'pom.xml': `<project>${deep}</project>` });
    expect(nested.diagnostics.map((item) => `${item.code} ${item.message}`)).toEqual([
      'manifest-unparsable not valid XML: more than 256 levels of elements',
    ]);
    const bomb = '<!DOCTYPE project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>';
    const snapshot = await resolve({ 'pom.xml': bomb + pom('x:root:1', deps('g:a:&b;')) });
    expect(used(snapshot)).toEqual(['g:a:? runtime']);
  });

  it('conflict markers, binary and empty files are said', async () => {
    const codes = async (content: string): Promise<string[]> =>
      (await resolve({ 'pom.xml': content })).diagnostics.map((item) => `${item.code}:${item.line ?? ''}`);
    expect(await codes('<project>\n<<<<<<< HEAD\n=======\n>>>>>>> x\n</project>')).toEqual(['lockfile-merge-conflict:2']);
    expect(await codes('')).toEqual(['manifest-unparsable:1']);
    expect(await codes('\u0000\u0001')).toEqual(['manifest-unparsable:1']);
    expect(await codes('<html/>')).toEqual(['manifest-unparsable:1']);
  });
});

describe('where an artifact comes from', () => {
  const places = (snapshot: Snapshot): string[] =>
    snapshot.components
      .filter((component) => !component.firstParty)
      .map(({ id, occurrences }) => `${id} ${occurrences.map(({ path, line }) => `${path}:${line}`).join(' ')}`);

  it('is the declaration in a module, also when the module that depends on it manages the version', async () => {
    const snapshot = await resolve({
      'pom.xml': pom('x:parent:1', '<packaging>pom</packaging><modules><module>lib</module><module>app</module></modules>'),
      'lib/pom.xml': pom('x:lib:1', `\n${deps('g:a')}`),
      'app/pom.xml': pom('x:app:1', managed('g:a:2') + deps('x:lib:1')),
    });
    expect(places(snapshot)).toEqual(['pkg:maven/g/a lib/pom.xml:2', 'pkg:maven/g/a@2 lib/pom.xml:2']);
  });

  it('is the nearest declaration of the tree for what published POMs bring along', async () => {
    const snapshot = await resolve(
      { 'pom.xml': pom('x:root:1', `\n${deps('g:a:1')}`) },
      { 'g:a:1': deps('g:b:1'), 'g:b:1': deps('g:c:1'), 'g:c:1': '' },
    );
    expect(places(snapshot)).toEqual(['pkg:maven/g/a@1 pom.xml:2', 'pkg:maven/g/b@1 pom.xml:2', 'pkg:maven/g/c@1 pom.xml:2']);
  });
});
