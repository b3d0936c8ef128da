import { expect, it } from 'vitest';
import { scanMemory } from '../../support/scan-folder.ts';

it('says that an entry of Bender.lock has no source, and gives no edges from it', async () => {
  const core = 'revision: ac5deb3ff086aa34b168f392c051e92603d6c0e2\n    source: { Git: https://git.example/acme/core.git }';
  const snapshot = await scanMemory({
    'Bender.lock': `packages:\n  core:\n    ${core}\n  broken:\n    dependencies: [core]\n`,
  });
  expect(snapshot.diagnostics.map(({ code }) => code)).toContain('lockfile-entry-invalid');
  expect(snapshot.edges.filter(({ from }) => from.includes('broken'))).toEqual([]);
  expect(snapshot.components.map(({ name }) => name)).toContain('core');
});
