import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePurl, parsePurl, purlParts, withoutVersion, type PurlParts } from '../../src/domain/purl.ts';

describe('makePurl', () => {
  it.each<[PurlParts, string]>([
    [{ type: 'npm', namespace: '@angular', name: 'core', version: '17.0.0' }, 'pkg:npm/%40angular/core@17.0.0'],
    [{ type: 'npm', name: 'JSONStream', version: '1.3.5' }, 'pkg:npm/JSONStream@1.3.5'],
    [{ type: 'PyPI', name: 'Ruamel_Yaml.Clib', version: '0.2.8' }, 'pkg:pypi/ruamel-yaml.clib@0.2.8'],
    [
      { type: 'golang', namespace: 'github.com/Masterminds', name: 'sprig', version: 'v3.2.3+incompatible' },
      'pkg:golang/github.com/Masterminds/sprig@v3.2.3%2Bincompatible',
    ],
    [{ type: 'golang', name: 'gotest.tools', version: 'v2.2.0' }, 'pkg:golang/gotest.tools@v2.2.0'],
    [{ type: 'pub', name: 'Flutter-Map' }, 'pkg:pub/flutter_map'],
    [{ type: 'composer', namespace: 'Symfony', name: 'Console' }, 'pkg:composer/symfony/console'],
    [{ type: 'cpan', namespace: 'gdt', name: 'URI-PackageURL' }, 'pkg:cpan/GDT/URI-PackageURL'],
    [
      { type: 'gem', name: 'nokogiri', version: '1.16.0', qualifiers: { platform: 'x86_64-linux', empty: '' } },
      'pkg:gem/nokogiri@1.16.0?platform=x86_64-linux',
    ],
    [{ type: 'generic', name: "a b!'()*~", version: '1/2@3' }, 'pkg:generic/a%20b%21%27%28%29%2A~@1%2F2%403'],
    [{ type: 'generic', name: 'x', qualifiers: { 'a.b': '1', a: '2' } }, 'pkg:generic/x?a=2&a.b=1'],
    [{ type: 'generic', name: 'x', subpath: '/a/./b/../c//' }, 'pkg:generic/x#a/b/c'],
  ])('%j', (parts, purl) => {
    expect(makePurl(parts)).toBe(purl);
  });

  it.each<[string, PurlParts]>([
    ['no name', { type: 'npm', name: '' }],
    ['a name of slashes', { type: 'npm', name: '//' }],
    ['a type that starts with a digit', { type: '3d', name: 'x' }],
    ['a namespace where the type has none', { type: 'cargo', namespace: 'a', name: 'b' }],
    ['no namespace where the type needs one', { type: 'maven', name: 'b' }],
    ['a qualifier key with a space', { type: 'npm', name: 'x', qualifiers: { 'a b': '1' } }],
    ['a missing required qualifier', { type: 'julia', name: 'Dates' }],
    ['text that is not Unicode', { type: 'npm', name: '\ud800' }],
    ['a Perl module for a distribution', { type: 'cpan', name: 'URI::PackageURL' }],
  ])('refuses %s', (_name, parts) => {
    expect(makePurl(parts)).toBeUndefined();
  });
});

describe('parsePurl', () => {
  it.each([
    ['pkg:NPM/@babel/core@7.0.0', 'pkg:npm/%40babel/core@7.0.0'],
    ['pkg:npm/@babel/core', 'pkg:npm/%40babel/core'],
    ['pkg://maven/org.a/b@1?Type=pom&classifier=', 'pkg:maven/org.a/b@1?type=pom'],
    ['pkg:docker/library/redis@sha256%3aabc', 'pkg:docker/library/redis@sha256:abc'],
    ['pkg:generic/x@1?u=https://h/p?q=1', 'pkg:generic/x@1?u=https:%2F%2Fh%2Fp%3Fq%3D1'],
    ['pkg:git/codeberg.org/forgejo/forgejo@a72d', 'pkg:git/codeberg.org/forgejo/forgejo@a72d'],
    ['pkg:golang/example.org/m@feature/x', 'pkg:golang/example.org/m@feature%2Fx'],
  ])('%s', (text, purl) => {
    expect(parsePurl(text)).toBe(purl);
  });

  it.each([
    '',
    'pkg:',
    'pkg:npm',
    'pkg:npm/',
    'pkg:npm/@1.0.0',
    'npm/x',
    'pkg:npm/x@%ZZ',
    'pkg:npm/%ff',
    'pkg:npm/x?__proto__=1',
    'pkg:npm/x?a=1&A=2',
  ])('refuses `%s`', (text) => {
    expect(parsePurl(text)).toBeUndefined();
  });

  it('refuses upper-case qualifier keys only when asked to be strict', () => {
    expect(parsePurl('pkg:gem/a@1?Platform=java')).toBe('pkg:gem/a@1?platform=java');
    expect(parsePurl('pkg:gem/a@1?Platform=java', { strict: true })).toBeUndefined();
  });
});

describe('withoutVersion', () => {
  it.each([
    ['pkg:npm/%40a/b@1?x=y#c', 'pkg:npm/%40a/b#c'],
    ['pkg:julia/Dates@1.9.0?repository_url=r&uuid=ade2', 'pkg:julia/Dates?uuid=ade2'],
  ])('%s', (text, bare) => {
    const purl = parsePurl(text);
    expect(purl && withoutVersion(purl)).toBe(bare);
  });
});

const anyText = fc.string({ unit: 'binary', maxLength: 20 });
const type = fc.constantFrom('npm', 'pypi', 'golang', 'maven', 'git', 'pub', 'cpan', 'oci', 'generic', 'mlflow', 'julia', 'swid');
const parts = fc.record({
  type,
  namespace: fc.option(anyText, { nil: undefined }),
  name: anyText,
  version: fc.option(anyText, { nil: undefined }),
  qualifiers: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9._-]{0,5}$/), anyText),
  subpath: fc.option(anyText, { nil: undefined }),
});

describe('laws', () => {
  it('withoutVersion leaves out the version and nothing else', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const purl = makePurl({ ...given, qualifiers: {}, subpath: undefined });
        if (purl !== undefined) expect(withoutVersion(purl)).toBe(makePurl({ ...purlParts(purl), version: undefined }));
      }),
    );
  });

  it('what is made parses to itself', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const purl = makePurl(given);
        return purl === undefined || (parsePurl(purl, { strict: true }) === purl && makePurl(purlParts(purl)) === purl);
      }),
      { numRuns: 3000 },
    );
  });

  it('the canonical form is a fixpoint', () => {
    const text = fc.array(fc.constantFrom('@', '/', '?', '#', '=', '&', '%2F', '%40', ':', '.', '..', 'a', 'B', '%', '+'));
    fc.assert(
      fc.property(type, text, (type, tokens) => {
        const purl = parsePurl(`pkg:${type}/${tokens.join('')}`);
        return purl === undefined || parsePurl(purl, { strict: true }) === purl;
      }),
      { numRuns: 5000 },
    );
  });

  it('never throws, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parsePurl(text);
        parsePurl(`pkg:npm/${text}`);
        makePurl({ type: text, name: text, namespace: text, version: text, qualifiers: { [text]: text }, subpath: text });
      }),
      { numRuns: 3000 },
    );
  });

  it('takes linear time on hostile text', () => {
    for (const piece of ['/', '@', '%', '@/', '?&', '#', 'a=b&']) parsePurl(`pkg:npm/${piece.repeat(200_000)}x`);
  });
});
