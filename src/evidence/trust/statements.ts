import type { EvaluatedChecklist } from '../states/evaluated.ts';

export interface StatementSubject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

export interface StatementFacts {
  readonly manifest: StatementSubject;
  readonly sboms: readonly StatementSubject[];
  readonly policy: { readonly file: string; readonly sha256: string };
  readonly judgedOn: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly checklists: readonly EvaluatedChecklist[];
}

const STATEMENT = 'https://in-toto.io/Statement/v1';
const VERIFIER = 'urn:licet:verifier';

/**
 * The in-toto statements of a pack (in-toto/attestation, spec/v1). A verification result lists only what was measured
 * and holds; a reference ties manifest and SBOMs together.
 */
export function statementsOf(facts: StatementFacts): object[] {
  const { manifest, sboms, policy, judgedOn, tool, checklists } = facts;
  const time = `${judgedOn}T00:00:00Z`;
  const passing = checklists.flatMap(({ groups }) =>
    groups.flatMap(({ items }) => items.filter(({ state }) => state === 'pass').map(({ id }) => `EVIDENCED:${id}`)),
  );
  return [
    {
      _type: STATEMENT,
      subject: [manifest],
      // predicates/svr.md, v0.2
      predicateType: 'https://in-toto.io/attestation/svr/v0.2',
      predicate: {
        verifier: { id: `${VERIFIER}:${tool.version}` },
        timeCreated: time,
        policies: [{ uri: policy.file, digest: { sha256: policy.sha256 } }],
        properties: passing,
      },
    },
    {
      _type: STATEMENT,
      subject: [manifest, ...sboms],
      // predicates/reference.md, v0.1
      predicateType: 'https://in-toto.io/attestation/reference/v0.1',
      predicate: {
        attester: { id: `${VERIFIER}:${tool.version}` },
        references: [manifest, ...sboms].map(({ name, digest }) => ({
          downloadLocation: name,
          digest,
          mediaType: name === manifest.name ? 'application/json' : 'application/vnd.cyclonedx+json',
        })),
      },
    },
  ];
}
