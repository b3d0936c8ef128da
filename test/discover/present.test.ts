import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { claimsOf, presentAmong } from '../../src/discover/present.ts';
import { loadEcosystems } from '../../src/ecosystems/list.ts';

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

  it('are told apart by what `npm run build` wrote down', async () => {
    const all = await loadEcosystems();
    const file = 'generated/ecosystem-claims.json';
    if (!existsSync(file)) return; // a tree that is not built yet loads them all
    expect(JSON.parse(readFileSync(file, 'utf8')), 'run `npm run build`').toEqual(all.map(claimsOf));
  });
});
