import { expect, it } from 'vitest';
import { loadEcosystems } from '../../src/ecosystems/list.ts';
import { ecosystemOf } from '../../src/sbom/ecosystem-of.ts';

// Types that name a host or nothing: packages of several ecosystems have them when they do not come from a registry.
const HOSTS = new Set(['github', 'bitbucket', 'git', 'generic']);

it('calls the ecosystem of a purl type as the readers call it', async () => {
  const byType = new Map(
    (await loadEcosystems()).toReversed().flatMap(({ id, purlTypes }) => purlTypes.map((type) => [type, id])),
  );
  for (const [type, id] of byType) if (!HOSTS.has(type)) expect([type, ecosystemOf(type)]).toEqual([type, id]);
});
