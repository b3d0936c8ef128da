import type { Component } from '../../src/domain/component.ts';
import type { LicenseEvidence, SpdxExpression } from '../../src/domain/license.ts';
import { projectId, type Project } from '../../src/domain/project.ts';
import { parsePurl, purlParts } from '../../src/domain/purl.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';

const UNKNOWN = { status: 'no-assertion', reason: 'package-not-on-disk' } as const;

export const APP = projectId('', 'npm', 'shop');
export const LIB = projectId('packages/ui', 'npm', '@shop/ui');

export function project(id: string, more: Partial<Project> = {}): Project {
  const name = id.slice(id.indexOf(':') + 1);
  return { id, path: '', name, ecosystem: 'npm', role: 'product', roleReason: 'default', ...more };
}

export function firstParty(id: string, more: Partial<Component> = {}): Component {
  return {
    ...bare(id, id.slice(id.indexOf(':') + 1)),
    firstParty: true,
    type: 'application',
    occurrences: [{ path: 'package.json', line: 2 }],
    ...more,
  };
}

/** A locked component of the application, in its lockfile. */
export function locked(text: string, more: Partial<Component> = {}): Component {
  const purl = parsePurl(text);
  if (purl === undefined) throw new Error(`not a purl: ${text}`);
  const { namespace, name, version } = purlParts(purl);
  return {
    ...bare(purl, namespace === undefined ? name : `${namespace}/${name}`),
    purl,
    ...(version !== undefined && { version }),
    uses: [{ project: APP, scopes: ['runtime'], direct: true }],
    occurrences: [{ path: 'package-lock.json', line: 10 }],
    ...more,
  };
}

function bare(id: string, name: string): Component {
  return {
    id,
    firstParty: false,
    type: 'library',
    ecosystem: 'npm',
    resolution: 'locked',
    name,
    hashes: [],
    origins: [],
    uses: [],
    occurrences: [],
    licenseEvidence: [],
    declared: UNKNOWN,
    detected: UNKNOWN,
    concluded: UNKNOWN,
  };
}

export function evidence(raw: string, more: Partial<LicenseEvidence> = {}): LicenseEvidence {
  return {
    role: 'declared',
    method: 'manifest-field',
    raw,
    location: { root: 'tree', path: 'node_modules/x/package.json', lines: [4, 4] },
    ...more,
  };
}

export function expression(text: string): SpdxExpression {
  return text as SpdxExpression;
}

export function snapshotOf(components: readonly Component[], more: Partial<Snapshot> = {}): Snapshot {
  return {
    schema: 'licet-snapshot/1',
    source: {
      name: 'shop',
      repository: 'git@example.com:acme/shop.git',
      commit: 'a'.repeat(40),
      treeDigest: 'b'.repeat(64),
      dirty: false,
      time: '2026-01-02T03:04:05Z',
      scanner: { name: 'licet', version: '1.2.3' },
      config: { includeRoles: '' },
    },
    projects: [project(APP, { manifest: 'package.json', lockfile: 'package-lock.json' })],
    components,
    edges: [],
    inputs: [
      { path: 'package-lock.json', sha256: 'c'.repeat(64), ecosystem: 'npm', reader: 'npm', state: 'parsed', role: 'product' },
    ],
    diagnostics: [],
    caches: [],
    ...more,
  };
}

/** A snapshot in which every field of the domain stands somewhere, in every state. */
export function sampleSnapshot(): Snapshot {
  return snapshotOf(sampleComponents(), {
    projects: [
      project(APP, {
        version: '2.0.0',
        manifest: 'package.json',
        lockfile: 'package-lock.json',
        private: true,
        licensing: {
          licenseFile: 'own',
          path: 'LICENSE',
          headers: {
            files: 12,
            read: 10,
            found: [{ expression: expression('MIT'), files: 3, example: { path: 'src/a.ts', line: 1 } }],
          },
        },
      }),
      project(LIB, { path: 'packages/ui', role: 'tooling', roleReason: 'path', lockfile: 'package-lock.json' }),
    ],
    edges: [
      { from: APP, to: 'pkg:npm/%40babel/core@7.0.0', scope: 'dev', requirement: '^7', sources: ['package-lock.json'] },
      { from: APP, to: LIB, scope: 'runtime', sources: ['package-lock.json'] },
      { from: LIB, to: 'pkg:npm/list@1.0.0', scope: 'runtime', sources: ['package-lock.json'] },
      { from: LIB, to: 'pkg:npm/list@1.0.0', scope: 'dev', sources: ['package-lock.json'] },
      { from: 'pkg:npm/list@1.0.0', to: 'pkg:npm/choice@1.0.0', scope: 'optional', sources: ['package-lock.json'] },
      { from: 'pkg:npm/choice@1.0.0', to: 'pkg:npm/list@1.0.0', scope: 'peer', sources: ['package-lock.json'] },
    ],
    inputs: (['excluded', 'failed', 'parsed', 'stale', 'superseded', 'unsupported'] as const).map((state) => ({
      path: state === 'parsed' ? 'package-lock.json' : `${state}/some.lock`,
      ...(state !== 'failed' && { sha256: 'd'.repeat(64) }),
      ecosystem: 'npm',
      ...(state !== 'unsupported' && { reader: 'npm-package-lock' }),
      state,
      role: state === 'excluded' ? ('test-fixture' as const) : ('product' as const),
      ...(state !== 'parsed' && { reason: `because it is ${state}` }),
    })),
    diagnostics: [
      {
        code: 'lockfile-unparsable',
        severity: 'error',
        message: 'broken',
        path: 'failed/some.lock',
        line: 3,
        column: 7,
        hint: 'mend it',
      },
      { code: 'lockfile-missing', severity: 'warning', message: 'none' },
      { code: 'note', severity: 'note', message: 'fine' },
    ],
    caches: [{ name: 'npm', digest: 'e'.repeat(64) }],
  });
}

function sampleComponents(): Component[] {
  const text = evidence('Permission is hereby granted', {
    role: 'detected',
    method: 'license-text',
    expression: expression('MIT'),
    score: 0.98,
    location: { root: 'cache:npm', path: 'a.tgz!/package/LICENSE', bytes: [0, 1071], sha256: 'f'.repeat(64) },
  });
  const mit = evidence('MIT', { expression: expression('MIT'), normalised: 'spdx' });
  return [
    firstParty(APP, { version: '2.0.0', description: 'A <shop> & "more"\u0000\ud800' }),
    firstParty(LIB, { type: 'library', uses: [{ project: APP, scopes: ['runtime'], direct: true }], occurrences: [] }),
    locked('pkg:npm/%40babel/core@7.0.0', {
      uses: [{ project: APP, scopes: ['dev', 'test'], direct: true }],
      hashes: [
        { algorithm: 'SHA-512', value: '0'.repeat(128) },
        { algorithm: 'SHA-256', value: '1'.repeat(64) },
        { algorithm: 'SHA-256', value: '2'.repeat(64) },
      ],
      origins: [
        { kind: 'download', url: 'https://registry.example.com/core-7.0.0.tgz' },
        { kind: 'vcs', url: 'git@example.com:babel/babel.git', revision: '9'.repeat(40) },
        { kind: 'download', url: 'https://user:secret@example.com/a b' },
      ],
      occurrences: [
        { path: 'package-lock.json', line: 4 },
        { path: 'package-lock.json', line: 9 },
      ],
      aliases: ['core'],
      bundledIn: ['pkg:npm/list@1.0.0'],
      patches: ['patches/a b#1.patch'],
      platforms: ['os=linux'],
      properties: { 'licet:hashes': 'any-of' },
      copyrights: [
        {
          text: 'Copyright (c) 2014-present Sample Authors <a@example.org>',
          years: '2014-present',
          holder: 'Sample Authors',
          location: { root: 'cache:npm', path: 'a.tgz!/package/LICENSE', lines: [3, 3] },
        },
        { text: '© Others', location: { root: 'tree', path: 'node_modules/x/NOTICE' } },
      ],
      licenseEvidence: [mit, text],
      declared: { status: 'concluded', expression: expression('MIT'), rule: 'declared', basis: [0] },
      detected: { status: 'concluded', expression: expression('MIT'), rule: 'detected', basis: [1] },
      concluded: { status: 'concluded', expression: expression('MIT'), rule: 'declared-and-detected', basis: [0, 1] },
    }),
    locked('pkg:npm/choice@1.0.0', {
      uses: [{ project: APP, scopes: ['optional', 'dev'], direct: false }],
      licenseEvidence: [evidence('MIT OR Apache-2.0', { expression: expression('MIT OR Apache-2.0') })],
      concluded: { status: 'concluded', expression: expression('MIT OR Apache-2.0'), rule: 'declared', basis: [0] },
    }),
    locked('pkg:npm/conflict@1.0.0', {
      uses: [{ project: LIB, scopes: ['runtime', 'optional'], direct: false }],
      licenseEvidence: [
        mit,
        evidence('GPL-2.0-only OR BSD-3-Clause', { expression: expression('GPL-2.0-only OR BSD-3-Clause') }),
      ],
      concluded: {
        status: 'conflict',
        candidates: [expression('MIT'), expression('GPL-2.0-only OR BSD-3-Clause')],
        basis: [0, 1],
      },
    }),
    locked('pkg:npm/list@1.0.0', {
      uses: [{ project: LIB, scopes: ['peer', 'provided', 'build'], direct: true }],
      licenseEvidence: [evidence('MIT, My own', { method: 'legacy-field', list: ['MIT', 'My own', 'MIT'] })],
      concluded: { status: 'no-assertion', reason: 'ambiguous-list', basis: [0] },
    }),
    locked('pkg:npm/raw@1.0.0', {
      uses: [],
      licenseEvidence: [evidence('see LICENSE.md')],
      concluded: { status: 'no-assertion', reason: 'unrecognised-evidence', basis: [0] },
    }),
    locked('pkg:npm/none@1.0.0', { concluded: { status: 'none', basis: [] } }),
    locked('pkg:pypi/wanted', { ecosystem: 'pypi', resolution: 'declared', requirements: ['>=1'], type: 'framework' }),
    locked('pkg:huggingface/acme/model@abc', { type: 'machine-learning-model', resolution: 'installed' }),
  ];
}
