import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { claimsOf, presentAmong } from '../../src/discover/present.ts';
import { loadEcosystems } from '../../src/ecosystems/list.ts';

const ECOSYSTEMS = await loadEcosystems();

describe('the ecosystems that a tree needs', () => {
  const index = [
    { id: 'cargo', claims: ['Cargo.lock', 'Cargo.toml'] },
    { id: 'docker', claims: ['Dockerfile*', 'k8s/**/*.yaml'] },
  ];
  it.each([
    [['src/main.rs'], []],
    [['a/Cargo.toml'], ['cargo']],
    [
      ['a/k8s/b/c.yaml', 'Cargo.lock'],
      ['cargo', 'docker'],
    ],
  ])('%j needs %j', (paths, expected) => {
    expect(presentAmong(index, paths)).toEqual(expected);
  });

  it('are told apart by what `npm run build` wrote down', () => {
    const file = 'generated/ecosystem-claims.json';
    const age = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    const [written, compiled] = [age(file), age('dist/ecosystems/list.js')];
    if (written === undefined || compiled === undefined || compiled > written) return; // not used then: all are loaded
    expect(JSON.parse(readFileSync(file, 'utf8')), 'run `npm run build`').toEqual(ECOSYSTEMS.map(claimsOf));
  });
});
