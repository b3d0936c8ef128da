import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { listStore } from '../../src/io/store/records.ts';
import { captureTerminal } from '../support/capture-terminal.ts';
import { commitFiles, npmLock } from '../support/git-checkout.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'licet-org-documents-'));
  writeFileSync(
    join(root, 'licet.org.yaml'),
    'version: 1\norganization: Acme\nteams: [{ name: web }]\nrepositories:\n  - { path: shop, team: web }\n  - { path: gone }\n  - { path: bought }\n',
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function org(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = captureTerminal({ cwd: root });
  const code = await main(['org', ...args], terminal);
  return { code, out: terminal.stdout(), err: terminal.stderr() };
}

const BOM = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  metadata: {
    timestamp: '2026-02-03T00:00:00Z',
    component: { type: 'application', name: 'bought', version: '1', 'bom-ref': 'root' },
  },
  components: [
    {
      type: 'library',
      name: 'ms',
      version: '2.1.3',
      purl: 'pkg:npm/ms@2.1.3',
      'bom-ref': 'a',
      licenses: [{ license: { id: 'MIT' } }],
    },
  ],
  dependencies: [{ ref: 'root', dependsOn: ['a'] }],
  vulnerabilities: [{ id: 'V-1' }],
};

describe('org import', () => {
  beforeEach(() => writeFileSync(join(root, 'bought.cdx.json'), JSON.stringify(BOM)));

  it('keeps what an SBOM says, says what it could not keep, and changes nothing the second time', async () => {
    const first = await org('import', 'bought.cdx.json', '--no-build');
    expect(first).toMatchObject({ code: 0, out: 'bought.cdx.json: cyclonedx-json 1.5 of bought, 1 component\n' });
    expect(first.err).toContain('not kept: 1 vulnerabilities');
    const before = listStore(join(root, '.licet-org'));
    expect(before.records).toMatchObject([
      { repository: 'bought', kind: 'import', date: '2026-02-03T00:00:00Z', imported: { lost: ['1 vulnerabilities'] } },
    ]);
    expect((await org('import', 'bought.cdx.json', '--no-build')).out).toContain('known already');
    expect(listStore(join(root, '.licet-org'))).toEqual(before);
    expect(JSON.parse((await org('status', '--format', 'json')).out)).toMatchObject({ states: { imported: 1, never: 2 } });
  });

  it('reports one that cannot be read, and keeps the others', async () => {
    writeFileSync(join(root, 'broken.json'), '{"bomFormat": "CycloneDX", ');
    const { code, err, out } = await org('import', 'broken.json', 'bought.cdx.json', '--no-build');
    expect(code).toBe(3);
    expect(err).toMatch(/error broken\.json:1: /);
    expect(out).toContain('of bought, 1 component');
  });
});

describe('org export', () => {
  beforeEach(() => writeFileSync(join(root, 'bought.cdx.json'), JSON.stringify(BOM)));

  it('merges what is known, and names what is not', async () => {
    commitFiles(join(root, 'shop'), { 'package-lock.json': npmLock('shop', 'ms@2.1.3', 'wrappy@1.0.2') });
    await org('import', 'bought.cdx.json', '--no-build');
    await org('scan', '--no-build', '--repository', 'shop', '--repository', 'gone');
    const { code, out } = await org('export');
    expect(code).toBe(0);
    const bom = JSON.parse(out) as { metadata: { component: { name: string } }; components: { purl?: string }[] };
    expect(bom.metadata.component.name).toBe('Acme');
    expect(bom.components.flatMap((component) => component.purl ?? [])).toEqual(['pkg:npm/ms@2.1.3', 'pkg:npm/wrappy@1.0.2']);
    expect(out).toContain('there is no directory');
    expect((await org('export')).out).toBe(out);
    await org('export', '--of', 'team=web', '-o', 'csv=web.csv');
    expect(readFileSync(join(root, 'web.csv'), 'utf8')).toContain('pkg:npm/wrappy@1.0.2');
    expect((await org('export', '--of', 'team=wbe')).err).toContain('did you mean `web`?');
    expect((await org('export', '--of', 'repository=shop', '--at', '2025-12-31')).out).not.toContain('wrappy');
  }, 60_000);

  it('writes the documents that a linked one links to, one for each repository, under names that lead nowhere else', async () => {
    commitFiles(join(root, 'shop'), { 'package-lock.json': npmLock('shop', 'ms@2.1.3') });
    writeFileSync(
      join(root, 'licet.org.yaml'),
      'version: 1\norganization: Acme\nrepositories:\n  - { path: shop, name: acme/shop }\n  - { path: shop, name: ../odd }\n  - { path: gone }\n',
    );
    await org('scan', '--no-build');
    expect((await org('export', '--shape', 'linked', '-o', 'cyclonedx-json=a.json')).err).toContain('`--documents DIR`');
    const { code, err } = await org('export', '--shape', 'linked', '--documents', 'sboms', '-o', 'cyclonedx-json=b.json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(readFileSync(join(root, 'b.json'), 'utf8')).toBe(readFileSync(join(root, 'a.json'), 'utf8'));
    const written = readdirSync(join(root, 'sboms'), { recursive: true, encoding: 'utf8' }).toSorted();
    expect(written).toEqual(['%2E%2E', join('%2E%2E', 'odd.cdx.json'), 'acme', join('acme', 'shop.cdx.json')]);
    const shop = readFileSync(join(root, 'sboms', 'acme', 'shop.cdx.json'), 'utf8');
    expect(readFileSync(join(root, 'b.json'), 'utf8')).toContain(createHash('sha256').update(shop).digest('hex'));
    expect((await org('export', '--documents', 'sboms')).err).toContain('add `--shape linked`');
  }, 60_000);

  it('takes what people state for their SBOMs from a file beside the manifest, or a named one', async () => {
    await org('import', 'bought.cdx.json', '--no-build');
    writeFileSync(join(root, 'licet.sbom.yaml'), 'version: 1\nsupplier: { name: Acme Ltd }\n');
    writeFileSync(join(root, 'other.yaml'), 'version: 1\nsupplier: { name: Other Ltd }\n');
    const supplierOf = async (...args: readonly string[]): Promise<unknown> => {
      const bom = JSON.parse((await org('export', ...args)).out) as { metadata: { supplier?: { name: string } } };
      return bom.metadata.supplier?.name;
    };
    expect(await supplierOf()).toBe('Acme Ltd');
    expect(await supplierOf('--sbom-metadata', 'other.yaml')).toBe('Other Ltd');
    expect((await org('export', '--sbom-metadata', 'none.yaml')).err).toContain('is not there');
  }, 60_000);
});
