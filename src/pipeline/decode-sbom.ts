import type { Diagnostic } from '../domain/diagnostic.ts';
import type { StatedSbom } from '../domain/stated-sbom.ts';
import type { ClaimedFile } from '../ecosystems/ecosystem.ts';

/** Decodes an SBOM of the tree for its reader: the decoders are a stage of their own, loaded when there is one. */
export async function decodeSbom(file: ClaimedFile): Promise<StatedSbom | { readonly problem: Diagnostic }> {
  const { readDocument } = await import('../sbom/read-document.ts');
  const { draft, problem } = await readDocument({ name: file.path, chunks: [file.bytes()] });
  if (problem !== undefined) return { problem };
  return {
    format: draft.format,
    name: draft.name,
    tools: draft.tools,
    isOwn: draft.own !== undefined,
    packages: draft.packages.map(
      ({
        project,
        licenses,
        places: _places,
        patches: _patches,
        copyrights: _copyrights,
        identity: _identity,
        own: _own,
        ...item
      }) => ({
        ...item,
        purl: item.purl ?? project?.purl,
        isProject: project !== undefined,
        // What its author saw in files is not repeated as a claim of the package.
        licenses: licenses
          .filter(({ role }) => role !== 'detected')
          .map(({ raw, list }) => ({ raw, ...(list !== undefined && { list }) })),
      }),
    ),
    edges: draft.edges.map(({ from, to, scope }) => ({ from, to, scope })),
    diagnostics: draft.diagnostics,
  };
}
