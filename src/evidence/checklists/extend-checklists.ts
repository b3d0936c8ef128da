import { z } from 'zod';
import { readYaml, type ReadYaml } from '../read-yaml.ts';
import type { AutomaticRequirement, Checklist, ChecklistGroup, ChecklistItem } from './checklist.ts';
import { decodeChecklist, groupSchema, thresholdSchema } from './decode-checklist.ts';

const text = z.string().trim().min(1, 'must not be empty');
export const isoDate = z.iso.date('expected a date as YYYY-MM-DD');

/** A target of one's own for one metric of one item. Lower than the source's is allowed, and said wherever it counts. */
export const targetSchema = z.strictObject({
  item: text,
  metric: text,
  threshold: thresholdSchema,
  reason: text,
  owner: text,
  expires: isoDate.optional(),
});

export type Target = z.infer<typeof targetSchema>;

/** What an organization adds to a shipped checklist: items of its own, and targets of its own. */
export const extensionSchema = z.strictObject({
  schema: z.literal('licet-checklist-extension/1'),
  extends: text,
  targets: z.array(targetSchema).default([]),
  groups: z.array(groupSchema).default([]),
});

export type ChecklistExtension = z.infer<typeof extensionSchema>;

export type OwnChecklist =
  | { readonly kind: 'checklist'; readonly checklist: Checklist }
  | { readonly kind: 'extension'; readonly extension: ChecklistExtension };

/** Decodes a file of the organization's own: a whole checklist, or an extension of a shipped one. */
export function decodeOwnChecklist(content: string, file: string): ReadYaml<OwnChecklist> {
  if (!/^\s*"?schema"?\s*:\s*["']?licet-checklist-extension\/1/m.test(content)) {
    const { value, ...rest } = decodeChecklist(content, file);
    return value === undefined ? rest : { ...rest, value: { kind: 'checklist', checklist: value } };
  }
  const { value, ...rest } = readYaml(content, file, extensionSchema);
  return value === undefined ? rest : { ...rest, value: { kind: 'extension', extension: value } };
}

export interface Extended {
  readonly checklists: readonly Checklist[];
  /** What names something that is not there; without a place, since the extension has been decoded before. */
  readonly problems: readonly string[];
}

/** Shipped checklists with the organization's own items and targets in them. */
export function extendChecklists(
  shipped: readonly Checklist[],
  own: readonly OwnChecklist[],
  targets: readonly Target[],
): Extended {
  const problems: string[] = [];
  const byPack = new Map(shipped.map((checklist) => [checklist.pack, checklist]));
  for (const one of own) {
    if (one.kind === 'checklist') {
      if (byPack.has(one.checklist.pack)) problems.push(`there are two checklists \`${one.checklist.pack}\``);
      byPack.set(one.checklist.pack, one.checklist);
      continue;
    }
    const base = byPack.get(one.extension.extends);
    if (base === undefined) problems.push(`there is no checklist \`${one.extension.extends}\` to extend`);
    else byPack.set(base.pack, { ...base, groups: addGroups(base.groups, one.extension.groups) });
  }
  const all = [...own.flatMap((one) => (one.kind === 'extension' ? one.extension.targets : [])), ...targets];
  const used = new Set<Target>();
  const checklists = [...byPack.values()].map((checklist) => withTargets(checklist, all, used));
  for (const target of all)
    if (!used.has(target)) problems.push(`target: no item \`${target.item}\` asks for the metric \`${target.metric}\``);
  return { checklists, problems };
}

function addGroups(base: readonly ChecklistGroup[], added: readonly ChecklistGroup[]): ChecklistGroup[] {
  const known = base.map((group) => {
    const more = added.filter((one) => one.id === group.id).flatMap((one) => one.items);
    return more.length === 0 ? group : { ...group, items: [...group.items, ...more] };
  });
  return [...known, ...added.filter((group) => !base.some((one) => one.id === group.id))];
}

function withTargets(checklist: Checklist, targets: readonly Target[], used: Set<Target>): Checklist {
  const change = (item: ChecklistItem): ChecklistItem => ({
    ...item,
    evidence: item.evidence.map((requirement) => {
      if (requirement.kind !== 'automatic') return requirement;
      const target = targets.findLast((one) => one.item === item.id && one.metric === requirement.metric);
      if (target === undefined) return requirement;
      for (const one of targets) if (one.item === item.id && one.metric === requirement.metric) used.add(one);
      return withTarget(requirement, target);
    }),
  });
  return { ...checklist, groups: checklist.groups.map((group) => ({ ...group, items: group.items.map(change) })) };
}

function withTarget(requirement: AutomaticRequirement, target: Target): AutomaticRequirement {
  const { threshold, reason, owner, expires } = target;
  return {
    ...requirement,
    threshold,
    changed: { from: requirement.threshold, reason, owner, ...(expires !== undefined && { expires }) },
  };
}
