import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { parseMetadata, metadataLicenses } from '../../../src/ecosystems/pypi/installed/metadata.ts';
import { mayHold } from '../../../src/ecosystems/pypi/marker.ts';
import { foldName } from '../../../src/ecosystems/pypi/names.ts';
import { exactVersion, parseRequirement } from '../../../src/ecosystems/pypi/requirement.ts';
import { toLogicalLines } from '../../../src/ecosystems/pypi/requirements/logical-lines.ts';
import { readSetupPy } from '../../../src/ecosystems/pypi/setup/setup-py.ts';
import { indexSource, pypiPurl, urlSource } from '../../../src/ecosystems/pypi/source.ts';
import { fits } from '../../../src/ecosystems/pypi/specifier.ts';

describe('names', () => {
  it('are equal whatever separates their parts', () => {
    expect(['Zope_Interface', 'zope.interface', 'ZOPE--interface'].map(foldName)).toEqual(Array(3).fill('zope-interface'));
  });

  it('fold to a form that does not fold further', () => {
    fc.assert(fc.property(fc.string(), (name) => foldName(foldName(name)) === foldName(name)));
  });
});

describe('requirements', () => {
  it.each([
    ['requests', { name: 'requests', extras: [] }],
    ['requests[socks, use-chardet]>=2,<3', { name: 'requests', extras: ['socks', 'use-chardet'], specifier: '>=2,<3' }],
    ["idna (==2.10) ; python_version<'3'", { name: 'idna', extras: [], specifier: '==2.10', marker: "python_version<'3'" }],
    [
      'pip @ https://a.example/p;q.zip ; os_name=="nt"',
      { name: 'pip', extras: [], url: 'https://a.example/p;q.zip', marker: 'os_name=="nt"' },
    ],
    ['a===1.0+weird', { name: 'a', extras: [], specifier: '===1.0+weird' }],
  ])('%s', (text, expected) => {
    expect(parseRequirement(text)).toEqual(expected);
  });

  it.each(['', '-e .', 'a b', 'a==', 'a[', 'a[x', 'Jinja2==3.0#c', 'a >> 1', '==1', 'ä', 'a @'])('refuses `%s`', (text) => {
    expect(parseRequirement(text)).toBeUndefined();
  });

  it('pins only where no other version fits', () => {
    const pins = ['==1.2', '== 1.2 ', '===1.2', '>=1,==1.2', '==1.*', '>=1', '~=1.2', '!=1.2', undefined].map(exactVersion);
    expect(pins).toEqual(['1.2', '1.2', '1.2', '1.2', undefined, undefined, undefined, undefined, undefined]);
  });

  it('never throw, and what is read has a name', () => {
    fc.assert(fc.property(fc.string(), (text) => parseRequirement(text)?.name !== ''));
  });
});

describe('version rules', () => {
  it.each([
    ['1.4.0', '^1.2', true],
    ['2.0', '^1.2', false],
    ['0.3.0', '^0.2.3', false],
    ['0.2.9', '^0.2.3', true],
    ['1.3', '~1.2', false],
    ['1.2.9', '~1.2', true],
    ['1.9', '~1', true],
    ['1.2.5', '1.2.*', true],
    ['2.10', '2.10', true],
    ['2.11', '2.10', false],
    ['3.1', '^1.0 || ^3.0', true],
    ['3.1', '>= 2.7, != 3.0.*', true],
    ['2.0rc1', '^2.0rc0', true],
    ['4.0', 'nonsense here', true],
  ])('%s fits %s of Poetry: %s', (version, text, expected) => {
    expect(fits(version, { syntax: 'poetry', text })).toBe(expected);
  });

  it('counts pre-releases, as a lockfile may hold one', () => {
    expect(fits('2.0b1', { syntax: 'pep440', text: '>=1' })).toBe(true);
  });
});

describe('sources', () => {
  it('takes the default index under its names for no index', () => {
    const urls = ['https://pypi.org/simple', 'https://pypi.org/simple/', 'https://user:secret@pypi.org/simple'];
    expect(urls.map(indexSource)).toEqual([{ kind: 'index' }, { kind: 'index' }, { kind: 'index' }]);
  });

  it('never shows credentials', () => {
    const purls = ['https://u:secret@a.example/x.whl', 'git+https://secret@a.example/r@main#egg=x'].map((url) =>
      pypiPurl('x', '1', urlSource(url)),
    );
    expect(purls).toEqual([
      'pkg:pypi/x@1?download_url=https:%2F%2Fa.example%2Fx.whl',
      'pkg:pypi/x@1?vcs_url=git%2Bhttps:%2F%2Fa.example%2Fr%40main',
    ]);
  });

  it('reads revisions after the host only', () => {
    expect(urlSource('git+ssh://git@host.example/team/r.git@v1#subdirectory=py')).toEqual({
      kind: 'vcs',
      type: 'git',
      url: 'ssh://git@host.example/team/r.git',
      revision: 'v1',
      subdirectory: 'py',
    });
    expect(urlSource('git+ssh://git@host.example/team/r.git')).toEqual({
      kind: 'vcs',
      type: 'git',
      url: 'ssh://git@host.example/team/r.git',
    });
  });
});

describe('markers', () => {
  const ask = (extras: string[], groups: string[]): { extras: Set<string>; groups: Set<string> } => ({
    extras: new Set(extras),
    groups: new Set(groups),
  });

  it.each([
    ["'a' in extras", ask(['a'], []), true],
    ["'a' in extras", ask([], []), false],
    ["os_name == 'nt' and 'dev' in dependency_groups", ask([], ['default']), false],
    ["('dev' in dependency_groups or 'a' in extras) and python_version > '3'", ask(['a'], []), true],
    ["'a' not in extras", ask([], []), true],
    ['((((', ask([], []), true],
  ])('%s', (marker, question, expected) => {
    expect(mayHold(marker, question)).toBe(expected);
  });

  it('never hang or throw', () => {
    const tokens = fc.array(fc.constantFrom('(', ')', 'and', 'or', 'not in', 'in', "'a'", 'extras', '==', '\u0000'));
    fc.assert(fc.property(tokens, (parts) => typeof mayHold(parts.join(' '), ask([], [])) === 'boolean'));
  });
});

describe('lines of a requirements file', () => {
  it('join at a backslash, keep the line of the first, and hand comments below to what they are about', () => {
    const lines = toLogicalLines('a==1 \\\n  --hash=sha256:00 \\\n  --hash=sha256:01\n    # via b\n# x\\\nb # c\n\nc#d\r\ne');
    expect(lines).toEqual([
      { text: 'a==1   --hash=sha256:00   --hash=sha256:01', comments: ['# via b', '# x\\'], line: 1 },
      { text: 'b', comments: ['# c'], line: 6 },
      { text: 'c#d', comments: [], line: 8 },
      { text: 'e', comments: [], line: 9 },
    ]);
  });
});

describe('setup.py', () => {
  const read = (text: string): { names: string[] | undefined; codes: string[] } => {
    const diagnostics: Diagnostic[] = [];
    const manifest = readSetupPy('setup.py', text, diagnostics);
    return {
      names: manifest?.dependencies.map(({ name, scope }) => `${name} ${scope}`),
      codes: diagnostics.map(({ code }) => code),
    };
  };

  it('reads literals, names of the file and their sums', () => {
    const text = `A = ['a']\nB = ('b', # why\n  "c" 'd')\nsetuptools.setup(\n  name = "x", install_requires=A + list_of,\n  tests_require=["t"],\n  extras_require={"e": A, 'f': '''g\n  h'''})`;
    expect(read(text)).toEqual({ names: ['t test', 'a optional', 'g optional', 'h optional'], codes: ['manifest-computed'] });
    expect(read("R = ['a'] + ['b']\nsetup(install_requires=R)")).toEqual({ names: ['a runtime', 'b runtime'], codes: [] });
  });

  it('says what it would have to compute', () => {
    const text = 'setup(install_requires=[line for line in open("requirements.txt")], extras_require=make(), name="x")';
    expect(read(text)).toEqual({ names: [], codes: ['manifest-computed', 'manifest-computed'] });
  });

  it('does not trust a name that is assigned twice', () => {
    expect(read("R = ['a']\nR = ['b']\nsetup(install_requires=R)")).toEqual({ names: [], codes: ['manifest-computed'] });
  });

  it('ends on any text, and soon', () => {
    const parts = fc.array(
      fc.constantFrom(
        'setup(',
        'install_requires=',
        '[',
        ']',
        '(',
        ')',
        '{',
        '}',
        ',',
        ':',
        '+',
        '"a"',
        "'",
        '"""',
        '\n',
        'A',
        '=',
        '\\',
        '#',
      ),
    );
    fc.assert(fc.property(parts, (tokens) => read(`setup(\n${tokens.join('')}`).codes.length >= 0));
    const doubling = Array.from({ length: 60 }, (_, index) => `A${index + 1} = A${index} + A${index}`).join('\n');
    expect(read(`A0 = ["a"]\n${doubling}\nsetup(install_requires=A60)`)).toEqual({ names: [], codes: ['manifest-computed'] });
  });
});

describe('package metadata', () => {
  const licenses = (text: string): string[] =>
    metadataLicenses(parseMetadata(text), { root: 'tree', path: 'METADATA' }).map(({ method, raw }) => `${method} ${raw}`);

  it('takes the expression alone, as PEP 639 wants it', () => {
    expect(licenses('License-Expression: MIT\nLicense: BSD\nClassifier: License :: OSI Approved :: BSD License')).toEqual([
      'manifest-field MIT',
    ]);
  });

  it('reads the license field and classifiers, but no empty or unknown ones', () => {
    expect(
      licenses('License: UNKNOWN\nClassifier: License :: OSI Approved\nClassifier: License :: OSI Approved :: MIT License'),
    ).toEqual(['classifier MIT License']);
    expect(licenses('License: BSD\n\nLicense: in the description')).toEqual(['manifest-field BSD']);
  });

  it('prefers classifiers to a whole text', () => {
    const text = 'License: The terms\n        of this\nClassifier: License :: OSI Approved :: MIT License';
    expect(licenses(text)).toEqual(['classifier MIT License']);
    expect(licenses('License: The terms\n        of this')).toEqual(['manifest-field The terms\n        of this']);
  });
});
