import { setTimeout } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { UnlicensedComponent } from '../../src/domain/component-graph.ts';
import type { Component } from '../../src/domain/component.ts';
import type { Diagnostic } from '../../src/domain/diagnostic.ts';
import { FileProblem } from '../../src/domain/read-only-fs.ts';
import type { PackageLocation } from '../../src/domain/read-result.ts';
import { makePurl } from '../../src/domain/purl.ts';
import { toExpression } from '../../src/domain/spdx-expression.ts';
import type { Ecosystem, PackageLicensing } from '../../src/ecosystems/ecosystem.ts';
import { loadLicenseAliases } from '../../src/io/license-rules.ts';
import { packageFilesOpener } from '../../src/io/package-files.ts';
import { licenseComponents } from '../../src/licenses/license-components.ts';
import type { TextIdentifier } from '../../src/licenses/text-identifier.ts';
import { memoryFs } from '../../src/testing/memory-fs.ts';

const aliases = loadLicenseAliases();
const caches = { get: () => undefined };

/** Packages whose metadata is a `meta` file: `name@version license`. */
const licensing: PackageLicensing = {
  locate: (_component, { installed }) => installed,
  declared: async (files, location) => {
    const [, name, version, raw] = /^(.+)@(\S+) ?(.*)$/.exec((await files.text('meta')) ?? '') ?? [];
    if (name === undefined || version === undefined || raw === undefined) return undefined;
    const path = location.format === 'directory' ? `${location.path}/meta` : `${location.path}!/${location.inside ?? ''}meta`;
    return {
      name,
      version,
      licenses: raw === '' ? [] : [{ method: 'manifest-field', raw, location: { root: location.root, path } }],
    };
  },
};

const ecosystem: Ecosystem = {
  id: 'npm',
  title: 'a test ecosystem',
  purlTypes: ['npm'],
  readers: [],
  capabilities: { graph: 'none', scopes: false, hashes: false, origins: false, workspaces: false, licenses: [] },
  licensing,
};

/** The whole text is the license's id; slow for some, so that order would show. */
const identifier: TextIdentifier = {
  identify: async ({ bytes }) => {
    const raw = new TextDecoder().decode(bytes).trim();
    await setTimeout(raw === 'MIT' ? 5 : 0);
    const expression = toExpression(raw);
    const named = expression !== undefined && { expression };
    return { ...named, detections: [{ method: 'license-text', raw, score: 1, ...named }] };
  },
};

function component(name: string, ...installed: PackageLocation[]): UnlicensedComponent {
  const purl = makePurl({ type: 'npm', name, version: '1.0.0' });
  const base = { firstParty: false, type: 'library', ecosystem: 'npm', resolution: 'locked', name, version: '1.0.0' } as const;
  const nothing = { hashes: [], origins: [], uses: [], occurrences: [], licenses: [] };
  return { id: purl ?? name, ...(purl !== undefined && { purl }), ...base, ...nothing, installed };
}

const directory = (path: string): PackageLocation => ({ root: 'tree', path, format: 'directory' });

async function resolve(
  files: Readonly<Record<string, string | Uint8Array | FileProblem>>,
  components: readonly UnlicensedComponent[],
  options: { identifier?: TextIdentifier; projectPath?: string } = { identifier },
): Promise<{ components: readonly Component[]; diagnostics: readonly Diagnostic[] }> {
  const fs = memoryFs(files);
  const projects = components
    .filter(({ firstParty }) => firstParty)
    .map(
      ({ id, name }) =>
        ({ id, path: options.projectPath ?? '', name, ecosystem: 'npm', role: 'product', roleReason: '' }) as const,
    );
  const opener = packageFilesOpener(fs, caches);
  return licenseComponents(components, {
    fs,
    caches,
    projects,
    opener,
    aliases,
    ecosystems: [ecosystem],
    identifier: options.identifier,
    onComponent: () => undefined,
  });
}

const shown = ({ concluded, licenseEvidence }: Component): string[] => [
  concluded.status === 'concluded'
    ? concluded.expression
    : concluded.status === 'no-assertion'
      ? concluded.reason
      : concluded.status,
  ...licenseEvidence.map(
    (item) => `${item.role} ${item.expression ?? '?'} ${item.location.path}${item.location.sha256 === undefined ? '' : ' +'}`,
  ),
];

describe('licenseComponents', () => {
  it('asks a README only where neither the metadata nor a license file says anything', async () => {
    const readme = '# a\n\n## License\n\nMIT\n';
    const says: TextIdentifier = {
      identify: async ({ bytes }) =>
        identifier.identify({ path: 'x', bytes: Buffer.from(Buffer.from(bytes).toString().trim().split('\n').at(-1) ?? '') }),
    };
    const inTree = (meta: string, more: Readonly<Record<string, string>> = {}): Parameters<typeof resolve>[0] => ({
      'nm/a/meta': meta,
      'nm/a/README.md': readme,
      ...more,
    });
    const one = async (files: Parameters<typeof resolve>[0]): Promise<string | undefined> => {
      const { components } = await resolve(files, [component('a', directory('nm/a'))], { identifier: says });
      return (
        components[0] &&
        shown(components[0])
          .map((line) => line.replace(' +', ''))
          .join('; ')
      );
    };
    expect(await one(inTree('a@1.0.0'))).toBe('MIT; detected MIT nm/a/README.md');
    expect(await one(inTree('a@1.0.0 ISC'))).toBe('ISC; declared ISC nm/a/meta');
    expect(await one(inTree('a@1.0.0', { 'nm/a/LICENSE': 'ISC' }))).toBe('ISC; detected ISC nm/a/LICENSE');
  });

  it('joins what a package declares with the texts beside it', async () => {
    const { components } = await resolve(
      {
        'nm/a/meta': 'a@1.0.0 MIT',
        'nm/a/LICENSE.md': 'MIT',
        'nm/a/index.js': 'ISC',
        'nm/a/NOTICE': 'GPL-3.0-only',
        'nm/a/licenses/x.txt': 'MIT',
      },
      [component('a', directory('nm/a'))],
    );
    expect(components.map(shown)).toEqual([
      [
        'MIT',
        'declared MIT nm/a/meta +',
        'detected MIT nm/a/LICENSE.md +',
        'detected GPL-3.0-only nm/a/NOTICE +',
        'detected MIT nm/a/licenses/x.txt +',
      ],
    ]);
  });

  it('reads a package inside a zip in place', async () => {
    const text = (content: string): Uint8Array => new TextEncoder().encode(content);
    const zip = zipSync({
      'node_modules/a/meta': text('a@1.0.0 SEE LICENSE IN terms.txt'),
      'node_modules/a/terms.txt': text('ISC'),
    });
    const location = { root: 'tree', path: 'cache/a.zip', inside: 'node_modules/a/', format: 'zip' } as const;
    const { components } = await resolve({ 'cache/a.zip': zip }, [component('a', location)]);
    expect(components.map(shown)).toEqual([
      ['ISC', 'declared ? cache/a.zip!/node_modules/a/meta +', 'detected ISC cache/a.zip!/node_modules/a/terms.txt +'],
    ]);
  });

  it('does not use a place that holds another version or package, and says so', async () => {
    const { components, diagnostics } = await resolve(
      { 'nm/a/meta': 'a@2.0.0 MIT', 'nm/x/meta': 'b@1.0.0 MIT', 'nm/y/meta': 'a@v1.0.0 ISC' },
      [component('a', directory('nm/gone'), directory('nm/a'), directory('nm/x'), directory('nm/y'))],
    );
    expect(components.map(shown)).toEqual([['ISC', 'declared ISC nm/y/meta +']]);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'installed-package-mismatch `nm/a` was not used for the license of a@1.0.0: holds version 2.0.0',
      'installed-package-mismatch `nm/x` was not used for the license of a@1.0.0: holds the package `b`',
    ]);
  });

  it('says that a place cannot be read, and goes on', async () => {
    const broken = { root: 'tree', path: 'a.zip', format: 'zip' } as const;
    const { components, diagnostics } = await resolve(
      {
        'a.zip': 'no zip',
        'nm/b/meta': 'b@1.0.0 MIT',
        'nm/b/COPYING': 'MIT',
        'nm/b/LICENSE': new FileProblem('nm/b/LICENSE', 'unreadable', 'cannot be read (EACCES)'),
      },
      [component('a', broken), component('b', directory('nm/b'))],
    );
    expect(components.map((item) => shown(item)[0])).toEqual(['package-not-on-disk', 'MIT']);
    expect(components[1]?.licenseEvidence.map(({ role }) => role)).toEqual(['declared', 'detected']);
    expect(diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`)).toEqual([
      'license-file-unreadable a.zip',
      'license-file-unreadable nm/b',
    ]);
  });

  it('tells nothing at hand from nothing found', async () => {
    const { components } = await resolve({ 'nm/a/meta': 'a@1.0.0' }, [component('a', directory('nm/a')), component('b')]);
    expect(components.map(shown)).toEqual([['no-evidence'], ['package-not-on-disk']]);
  });

  it('looks for the license of a project beside its manifest', async () => {
    const raw = { method: 'manifest-field', raw: 'MIT', location: { root: 'tree', path: 'p/package.json' } } as const;
    const own = { ...component('own'), firstParty: true, licenses: [raw] };
    const { components } = await resolve({ 'p/package.json': '{}', 'p/LICENSE': 'GPL-3.0-only', LICENSE: 'MIT' }, [own], {
      identifier,
      projectPath: 'p',
    });
    expect(components.map(shown)).toEqual([['conflict', 'declared MIT p/package.json', 'detected GPL-3.0-only p/LICENSE +']]);
  });

  it('knows what is declared when nobody identifies texts', async () => {
    const { components } = await resolve(
      { 'nm/a/meta': 'a@1.0.0 MIT', 'nm/a/LICENSE': 'GPL-3.0-only' },
      [component('a', directory('nm/a'))],
      {},
    );
    expect(components.map(shown)).toEqual([['MIT', 'declared MIT nm/a/meta +']]);
  });

  it('keeps the order of the components however long each takes', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const files = Object.fromEntries(
      names.flatMap((name, index) => [
        [`nm/${name}/meta`, `${name}@1.0.0`],
        [`nm/${name}/LICENSE`, index % 3 === 0 ? 'MIT' : 'ISC'],
      ]),
    );
    const { components } = await resolve(
      files,
      names.map((name) => component(name, directory(`nm/${name}`))),
    );
    expect(components.map(({ name }) => name)).toEqual(names);
    expect(components.map((item) => shown(item)[0])).toEqual(names.map((_, index) => (index % 3 === 0 ? 'MIT' : 'ISC')));
  });
});
