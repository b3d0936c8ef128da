import { sha256Of } from '../../evidence/json.ts';
import { derive } from '../../evidence/pack/derive.ts';
import { packFile, SIGNATURE_FILES, MANIFEST, type PackFile } from '../../evidence/pack/pack-file.ts';
import type { EvaluatedChecklist } from '../../evidence/states/evaluated.ts';
import { signStatement } from '../../evidence/trust/dsse.ts';
import { publicPem, type Signer } from '../../evidence/trust/keys.ts';
import { statementsOf, type StatementFacts } from '../../evidence/trust/statements.ts';
import { readPack, type PackContents, type ReadPack } from './read-pack.ts';

/** Signs a sealed pack: one statement a line, and the public key beside them. Nothing else of the pack changes. */
export async function signPack(contents: PackContents, signer: Signer): Promise<PackFile[]> {
  const lines: string[] = [];
  const read = await readPack(contents);
  const { checklists } = derive(read.facts, { ...read.rules, audiences: [] });
  for (const statement of packStatements(contents, read, checklists)) lines.push(`${await signStatement(statement, signer)}\n`);
  const [envelopes, key] = SIGNATURE_FILES;
  return [packFile(envelopes, 'attestations', lines.join('')), packFile(key, 'attestations', publicPem(signer.publicKey))];
}

/** The statements that a pack deserves; verifying makes them again and compares. */
export function packStatements(
  contents: PackContents,
  { facts, rules }: Pick<ReadPack, 'facts' | 'rules'>,
  checklists: readonly EvaluatedChecklist[],
): readonly object[] {
  const subject = (path: string): StatementFacts['manifest'] => ({
    name: path,
    digest: { sha256: sha256Of(contents.get(path) ?? new Uint8Array()) },
  });
  return statementsOf({
    manifest: subject(MANIFEST),
    sboms: [...contents.keys()]
      .filter((path) => path.startsWith('inventory/') && path.endsWith('.cdx.json'))
      .toSorted()
      .map(subject),
    policy: { file: facts.policy.file, sha256: facts.policy.sha256 },
    judgedOn: facts.judgedOn,
    tool: rules.tool,
    checklists,
  });
}
