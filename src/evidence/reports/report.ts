import type { Audience } from './audiences.ts';
import type { Report } from './blocks.ts';
import type { ReportContext } from './context.ts';
import { ANSWERS, SECTIONS } from './sections.ts';

/** The report for one audience: its question, the answer, and the sections that its definition names. */
export function toReport(audience: Audience, context: Omit<ReportContext, 'checklists'>): Report {
  const wanted = audience.checklists;
  // In the order of the audience: what it cares about most comes first.
  const checklists =
    wanted === undefined
      ? context.allChecklists
      : wanted.flatMap((id) => context.allChecklists.find(({ pack }) => pack === id) ?? []);
  const own: ReportContext = { ...context, checklists };
  return {
    title: audience.title,
    question: audience.question,
    organization: context.facts.estate.name,
    judgedOn: context.facts.judgedOn,
    pack: context.pack,
    blocks: [{ kind: 'answer', parts: ANSWERS[audience.answer](own) }, ...audience.sections.flatMap((id) => SECTIONS[id](own))],
  };
}
