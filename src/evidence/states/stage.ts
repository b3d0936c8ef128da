import type { StageReached } from './evaluated.ts';
import { holds, type State } from './state.ts';

interface StagedGroup {
  readonly title: string;
  readonly stage?: number | undefined;
  readonly items: readonly { readonly id: string; readonly state: State }[];
}

/** The highest stage that holds with all lower ones, and what the next one lacks; `undefined` without stages. */
export function stageReached(groups: readonly StagedGroup[]): StageReached | undefined {
  const stages = [...new Set(groups.flatMap(({ stage }) => stage ?? []))].toSorted((a, b) => a - b);
  if (stages.length === 0) return undefined;
  let reached: number | undefined;
  for (const stage of stages) {
    const own = groups.filter((group) => group.stage === stage);
    const missing = own.flatMap(({ items }) => items.filter(({ state }) => !holds(state)).map(({ id }) => id));
    if (missing.length > 0) return { ...(reached !== undefined && { reached }), next: { stage, title: titleOf(own), missing } };
    reached = stage;
  }
  return { ...(reached !== undefined && { reached }) };
}

function titleOf(groups: readonly StagedGroup[]): string {
  const [only, second] = groups;
  return only !== undefined && second === undefined ? only.title : groups.map(({ title }) => title).join('; ');
}
