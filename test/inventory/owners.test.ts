import { describe, expect, it } from 'vitest';
import { readCodeOwners } from '../../src/inventory/owners/codeowners.ts';
import { readOwners } from '../../src/inventory/owners/read-owners.ts';
import { memoryFs } from '../../src/testing/memory-fs.ts';

const owners = (text: string, ...paths: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    readCodeOwners(text, 'CODEOWNERS', paths).map((item) => [item.path, `${item.owners.join(' ')} :${item.line}`]),
  );

describe('CODEOWNERS', () => {
  it('takes the last pattern that matches', () => {
    const text = '# all\n* @org/all\n/services/ @org/services # inline\n/services/pay/ pay@example.com @zoe\n*.js @org/js\n';
    expect(owners(text, '', 'services/api', 'services/pay', 'docs')).toEqual({
      '': '@org/all :2',
      'services/api': '@org/services :3',
      'services/pay': '@zoe pay@example.com :4',
      docs: '@org/all :2',
    });
  });

  it('takes ownership away where a pattern names nobody', () => {
    expect(owners('* @a\n/free/\n', '', 'free')).toEqual({ '': '@a :1' });
  });

  it('joins the sections of GitLab, with their default owners', () => {
    const text = '[Security][2] @sec\n/api/\n^[Docs]\n/api/ @docs\n[Other] @o\n/web/\n';
    expect(owners(text, 'api', 'web', '')).toEqual({ api: '@docs @sec :2', web: '@o :6' });
  });

  it('reads patterns with spaces, and nothing into negation', () => {
    expect(owners('/my\\ app/ @a\n!/my\\ app/ @b\n', 'my app')).toEqual({ 'my app': '@a :1' });
  });
});

it('owners come from CODEOWNERS and from catalog-info.yaml beside a project', () => {
  const fs = memoryFs({
    '.github/CODEOWNERS': '* @org/all\n',
    CODEOWNERS: '* @never/read\n',
    'svc/catalog-info.yaml':
      'apiVersion: backstage.io/v1alpha1\nkind: API\n---\nkind: Component\nspec:\n  type: service\n  owner: group:default/pay\n',
    'bad/catalog-info.yaml': '{{{ template }}}\n',
  });
  expect(readOwners({ fs, paths: fs.paths, projects: ['svc'] })).toEqual([
    { path: '', owners: ['@org/all'], source: 'CODEOWNERS', file: '.github/CODEOWNERS', line: 1 },
    { path: 'svc', owners: ['@org/all'], source: 'CODEOWNERS', file: '.github/CODEOWNERS', line: 1 },
    { path: 'svc', owners: ['group:default/pay'], source: 'catalog-info', file: 'svc/catalog-info.yaml', line: 7 },
  ]);
});
