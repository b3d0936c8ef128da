import { resolve } from 'node:path';
import { closest } from '../../domain/closest.ts';
import { UsageError } from '../../domain/usage-error.ts';
import { checklistItems } from '../../evidence/checklists/checklist.ts';
import { derive } from '../../evidence/pack/derive.ts';
import { loadPack } from '../../io/evidence/pack-store.ts';
import { readPackOrExplain } from '../evidence/read-pack.ts';
import { loadEvidenceRules } from '../evidence/registry.ts';
import { explainItem, explainMetric, listChecklists, listItems, type Shown } from '../evidence/explain-item.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { EvidenceShowFlags } from '../flags/evidence.ts';

/** Explains an item, a metric or a checklist; with a pack also what was found. */
export async function evidenceShowCommand(
  name: string | undefined,
  flags: EvidenceShowFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const shown = flags.pack === undefined ? fromRules(flags, terminal) : await fromPack(flags.pack, terminal);
  terminal.out(explain(name, shown));
  return EXIT.ok;
}

function fromRules(flags: EvidenceShowFlags, terminal: Terminal): Shown {
  const { checklists, catalogue } = loadEvidenceRules(terminal.cwd, flags.registry, terminal);
  return { checklists, catalogue };
}

async function fromPack(pack: string, terminal: Terminal): Promise<Shown> {
  const { facts, rules } = await readPackOrExplain(loadPack(resolve(terminal.cwd, pack), pack).contents, pack);
  const { checklists, metrics } = derive(facts, { ...rules, audiences: [] });
  return { checklists: rules.checklists, catalogue: rules.catalogue, evaluated: checklists, metrics };
}

function explain(name: string | undefined, shown: Shown): string {
  if (name === undefined) return listChecklists(shown);
  const checklist = shown.checklists.find(({ pack }) => pack === name);
  if (checklist !== undefined) return listItems(checklist, shown);
  const owner = shown.checklists.find((one) => checklistItems(one).some(({ id }) => id === name));
  const item = owner === undefined ? undefined : checklistItems(owner).find(({ id }) => id === name);
  if (owner !== undefined && item !== undefined) return explainItem(item, owner, shown);
  const metric = shown.catalogue.get(name);
  if (metric !== undefined) return explainMetric(metric, shown);
  const known = [
    ...shown.checklists.flatMap((one) => [one.pack, ...checklistItems(one).map(({ id }) => id)]),
    ...shown.catalogue.keys(),
  ];
  const near = closest(name, known);
  throw new UsageError(
    `there is no item, metric or checklist \`${name}\``,
    near === undefined ? 'see `licet evidence show`' : `did you mean \`${near}\`?`,
  );
}
