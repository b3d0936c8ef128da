import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isFailure } from '../../diagnostics/diagnostic.ts';
import { loadLicenseData } from '../../io/license-rules.ts';
import { linksOf, reachLinks } from '../../io/evidence/reach-links.ts';
import { requireFree, savePack } from '../../io/evidence/pack-store.ts';
import { collectEvidence, type Collected } from '../../pipeline/evidence/collect.ts';
import { toPolicyFacts } from '../../pipeline/evidence/policy-facts.ts';
import { withFactsOf } from '../../pipeline/org/update-history.ts';
import { evaluate } from '../../policy/evaluate.ts';
import type { Policy } from '../../policy/model.ts';
import { renderCollected } from '../evidence/render-collected.ts';
import { openEstate, type OpenedEstate } from '../evidence/estate.ts';
import { noticesOf } from '../evidence/notices.ts';
import { readPrevious } from '../evidence/previous.ts';
import { loadEvidenceRules } from '../evidence/registry.ts';
import { signerFrom } from '../evidence/signer.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { policyFor } from '../load-policy.ts';
import { logDiagnostics, readVoice } from '../log.ts';
import { sbomMetadata } from '../sbom-metadata.ts';
import type { Terminal } from '../terminal.ts';
import { judgementDate } from '../today.ts';
import { version } from '../version.ts';
import type { EvidenceCollectFlags } from '../flags/evidence.ts';

/** Writes an evidence pack. A failing item is a fact, not a failure of this command; only an incomplete scan is (exit 3). */
export async function evidenceCollectCommand(path: string, flags: EvidenceCollectFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const out = resolve(terminal.cwd, flags.out);
  requireFree(out, flags.out);
  const signer = signerFrom(flags, terminal);
  const judgedOn = judgementDate(flags.today, terminal.env, new Date());
  const directory = directoryOf(resolve(terminal.cwd, flags.org ?? path));
  const rules = loadEvidenceRules(directory, flags.registry, terminal);
  // Named from the directory of the manifest: where the command is run from must not show in a pack.
  const there = { ...terminal, cwd: directory };
  const file = flags.policy === undefined ? undefined : resolve(terminal.cwd, flags.policy);
  const policy = policyFor('.', { today: judgedOn, ...(file !== undefined && { file }) }, voice, there);
  const previous = flags.previous === undefined ? undefined : await readPrevious(flags.previous, judgedOn, terminal);
  const opened = await openEstate({ path, flags, registry: rules.registry, judgedOn, voice, terminal });
  const { estate, snapshots } = opened;
  const all = [...snapshots.values()];
  const diagnostics = all.flatMap((snapshot) => snapshot.diagnostics);
  logDiagnostics(diagnostics, voice, terminal);
  const metadata = await sbomMetadata('.', undefined, there);
  const { policy: inForce, categories, matrix, problems } = policy;
  const data = loadLicenseData();
  const tool = { name: 'licet', version: version() };
  const collected: Collected = await collectEvidence({
    judgedOn,
    tool,
    estate,
    repositories: [...snapshots].map(([name, snapshot]) => ({
      name,
      snapshot,
      judgement: evaluate(snapshot, policyIn(name, inForce, opened), { today: judgedOn, categories, matrix, problems }),
    })),
    policy: {
      facts: toPolicyFacts({
        policy: inForce,
        categories,
        judgedOn,
        isOsiApproved: (id) => data.license(id)?.osi,
        own: policy.file !== undefined,
        snapshots: all,
      }),
      texts: policy.texts,
    },
    ...(rules.source !== undefined && { registry: rules.source }),
    rules: rules.shipped,
    notices: noticesOf(opened, policy, judgedOn),
    ...(metadata !== undefined && { metadata }),
    ...(flags.online === true && { links: await reachLinks(linksOf(rules.registry), judgedOn) }),
    ...(previous !== undefined && { previous }),
    ...(signer !== undefined && { signer }),
  });
  savePack(out, collected.allFiles);
  terminal.out(renderCollected(collected, flags.out, rules.registry));
  return diagnostics.some(isFailure) ? EXIT.incomplete : EXIT.ok;
}

// What the manifest says of a repository counts as if the policy said it of its paths; the policy's own word goes first.
function policyIn(name: string, policy: Policy, { declared }: OpenedEstate): Policy {
  const repository = declared.get(name);
  return repository === undefined ? policy : withFactsOf(repository, policy);
}

function directoryOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path);
}
