import { loadLicenseAliases } from '../../src/io/license-rules.ts';
import { readSbom, type ReadSbom } from '../../src/pipeline/read-sbom.ts';
import type { Snapshot } from '../../src/domain/snapshot.ts';
import { lazyTextIdentifier } from '../../src/cli/lazy-text-identifier.ts';

const aliases = loadLicenseAliases();

/** Reads bytes or text as an SBOM called `bom`. */
export async function readSbomText(document: string | Uint8Array | object, size?: number): Promise<ReadSbom> {
  const plain = typeof document === 'string' || document instanceof Uint8Array ? document : JSON.stringify(document, null, 2);
  const bytes = typeof plain === 'string' ? new TextEncoder().encode(plain) : plain;
  const step = size ?? Math.max(bytes.length, 1);
  const chunks = Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) => bytes.subarray(i * step, (i + 1) * step));
  return readSbom(
    { name: 'bom', chunks },
    { scanner: { name: 'licet', version: '0.0.0-test' }, licenseAliases: () => aliases, textIdentifier: lazyTextIdentifier() },
  );
}

/** The snapshot of a document that must be readable. */
export async function snapshotOf(document: string | Uint8Array | object): Promise<Snapshot> {
  const { snapshot, diagnostics } = await readSbomText(document);
  if (snapshot === undefined) throw new Error(JSON.stringify(diagnostics));
  return snapshot;
}

/** What a document amounts to, in few lines. */
export function digestOf(snapshot: Snapshot): readonly string[] {
  return [
    ...snapshot.projects.map((project) => `project ${project.id}${project.version === undefined ? '' : ` ${project.version}`}`),
    ...snapshot.components.map((component) => {
      const uses = component.uses.map((use) => `${use.project} ${use.scopes.join(',')}${use.direct ? ' direct' : ''}`);
      const { concluded, declared } = component;
      const license = concluded.status === 'concluded' ? `${concluded.expression} (${concluded.rule})` : concluded.status;
      const also = declared.status === 'concluded' ? declared.expression : declared.status;
      const places = component.occurrences.map((place) =>
        place.line === undefined ? place.path : `${place.path}:${place.line}`,
      );
      return `${component.id} | ${uses.join('; ')} | ${license}, declared ${also} | ${places.join(' ')}`;
    }),
    ...snapshot.edges.map((edge) => `${edge.from} -> ${edge.to} ${edge.scope}`),
  ];
}
