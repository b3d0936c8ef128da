import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Component } from '../../src/domain/component.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { renderCycloneDx } from '../../src/report/cyclonedx/render.ts';
import { toReference } from '../../src/report/cyclonedx/references.ts';
import { renderSpdxJson } from '../../src/report/spdx/json.ts';
import { renderSpdxTagValue } from '../../src/report/spdx/tag-value.ts';
import { renderSpdx3Json } from '../../src/report/spdx3/json.ts';
import { snapshotOf } from '../support/read-sbom-text.ts';
import { scanFolder } from '../support/scan-folder.ts';

// A fixture of every ecosystem: what licet writes, licet reads back.
const folders = readdirSync('fixtures')
  .flatMap((id) =>
    readdirSync(join('fixtures', id))
      .slice(1, 2)
      .map((name) => join('fixtures', id, name, 'input')),
  )
  .filter((folder) => existsSync(folder));

describe('our own CycloneDX read back', () => {
  it.each(folders.map((folder, index) => ({ folder, index })))('$folder', async ({ folder, index }) => {
    const before = await scanFolder(folder);
    for (const format of index % 4 === 0 ? (['json', 'xml'] as const) : (['json'] as const)) {
      const text = [...(await renderCycloneDx(before, { format, specVersion: '1.6' }))].join('');
      const after = await snapshotOf(text);
      expect(after.components.map(comparable), format).toEqual(before.components.map(comparable));
      expect(pairs(after), format).toEqual(pairs(before));
      expect(after.projects.map(({ id, role, version }) => ({ id, role, version }))).toEqual(
        before.projects.map(({ id, role, version }) => ({ id, role, version })),
      );
      expect(after.source.treeDigest).toBe(before.source.treeDigest);
      const unread = new Set(['failed', 'stale', 'unsupported']);
      expect(after.inputs.filter((input) => unread.has(input.state)).map((input) => [input.path, input.state])).toEqual(
        before.inputs.filter((input) => unread.has(input.state)).map((input) => [input.path, input.state]),
      );
    }
  });
});

// All that a component is, but for the place in the SBOM itself, and for evidence that the document shortens.
function comparable(component: Component): unknown {
  const { occurrences, origins, licenseEvidence, declared, detected, concluded, ...rest } = component;
  const { basis: _basis, ...conclusion } = concluded;
  return {
    ...rest,
    origins: origins.map((origin) => toReference(origin)),
    occurrences: occurrences.filter((place) => place.path !== 'bom'),
    evidence: licenseEvidence.map(({ role, method, location }) => [role, method, location.root, location.path, location.lines]),
    declared: declared.status === 'concluded' ? declared.expression : declared.status,
    detected: detected.status === 'concluded' ? detected.expression : detected.status,
    conclusion,
  };
}

function pairs(snapshot: Snapshot): string[] {
  return [...new Set(snapshot.edges.map((edge) => `${edge.from} -> ${edge.to}`))];
}

describe('our own SPDX read back', () => {
  const WRITERS = {
    'spdx-json': renderSpdxJson,
    'spdx-tag-value': renderSpdxTagValue,
    'spdx3-json': renderSpdx3Json,
  } as const;

  it.each(folders.map((folder, index) => ({ folder, index })))('$folder', async ({ folder, index }) => {
    const scanned = await scanFolder(folder);
    const before = { ...scanned, source: { ...scanned.source, scanner: { name: 'licet', version: '1.2.3' } } };
    for (const format of index % 3 === 0 ? (['spdx-tag-value', 'spdx3-json'] as const) : (['spdx-json', 'spdx3-json'] as const)) {
      const after = await snapshotOf([...WRITERS[format](before)].join(''));
      expect(after.components.map(facts), format).toEqual(before.components.map(facts));
      const shape = ({ edges }: Snapshot): string[] =>
        [
          ...new Set(edges.filter(({ from, to }) => from !== to).map(({ from, to, scope }) => `${from} -> ${to} ${scope}`)),
        ].toSorted();
      expect(shape(after), format).toEqual(shape(before));
      const project = ({ id, role, version, private: isPrivate }: Snapshot['projects'][number]): unknown => ({
        id,
        role,
        version,
        isPrivate,
      });
      expect(after.projects.map(project), format).toEqual(before.projects.map(project));
      expect(after.source.treeDigest).toBe(before.source.treeDigest);
    }
  });

  it('and what another tool writes into a comment is a comment', async () => {
    const [folder = ''] = folders;
    const before = await scanFolder(folder);
    const foreign = { ...before, source: { ...before.source, scanner: { name: 'other', version: '1' } } };
    const after = await snapshotOf([...renderSpdxJson(foreign)].join(''));
    expect(after.projects.map((project) => project.roleReason)).toEqual(['what the SBOM is about']);
  });
});

// What SPDX carries of a component: who it is, whose it is, who uses it and for what.
function facts({ id, firstParty, ecosystem, resolution, name, uses, properties, hashes, copyrights }: Component): unknown {
  return {
    id,
    firstParty,
    ecosystem,
    resolution,
    name,
    uses,
    properties,
    hashes: hashes.length,
    notices: copyrights?.map((one) => one.text).toSorted(),
  };
}
