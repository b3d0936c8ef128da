import { sortedUnique } from '../../domain/order.ts';
import { codeHelp, FINDING_CODES } from './codes.ts';
import type { ReportedJudgement } from './reported.ts';

interface SarifRules {
  readonly rules: readonly unknown[];
  readonly indexOf: (code: string) => number;
}

/** All codes of findings, found or not, so that rule indices do not move; then the lints of the policy that spoke. */
export function toSarifRules({ policyProblems }: ReportedJudgement): SarifRules {
  const codes = [...FINDING_CODES, ...sortedUnique(policyProblems.map(({ code }) => code))];
  const index = new Map(codes.map((code, at) => [code, at]));
  return { rules: codes.map(toRule), indexOf: (code) => index.get(code) ?? 0 };
}

function toRule(code: string): unknown {
  const { title, help } = codeHelp(code);
  const level = levelOf(code);
  return {
    id: code,
    name: title.replaceAll(/["']/g, '').replaceAll(/(?:^|\W+)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: help },
    help: {
      text: help,
      markdown: `**${code}: ${title}**\n\n${help}\n\nRun \`licet explain\` on the package for the whole trace.`,
    },
    defaultConfiguration: { level },
    properties: { tags: ['license'], precision: 'high', 'problem.severity': level === 'note' ? 'recommendation' : level },
  };
}

const REVIEWED = new Set(['LIC002', 'LIC005', 'LIC008', 'LIC009', 'LIC010', 'LIC011', 'LIC012']);
const POLICY_ERRORS = new Set(['POL001', 'POL002', 'POL010', 'POL011']);

function levelOf(code: string): 'error' | 'warning' | 'note' {
  if (code.startsWith('POL')) return POLICY_ERRORS.has(code) ? 'error' : 'note';
  return REVIEWED.has(code) ? 'warning' : 'error';
}
