import { parsePurl, purlParts } from '../../domain/purl.ts';
import { NO_CATEGORIES, type LicenseCategories } from '../categories.ts';
import { completeFacts } from '../facts.ts';
import { createJudge, type Verdict } from '../judge.ts';
import type { LicenseInput } from '../license-input.ts';
import type { Facts } from '../model.ts';
import { toCategories, toMatrix } from './case-data.ts';
import { toPolicy } from './case-policy.ts';
import { CaseProblem, isRecord, list, record, text, texts, type Fields } from './fields.ts';

export interface CaseResult {
  readonly id: string;
  readonly group: string;
  readonly passed: boolean;
  /** What differs, one line each; empty when it passed. */
  readonly differences: readonly string[];
  readonly why?: string;
}

export interface CaseServices {
  /** Used by cases that bring no `categoriesOf`. */
  readonly categories?: LicenseCategories;
  /** ISO date, when neither the case nor the file names one. */
  readonly today: string;
}

/** Runs a file of policy cases. A case that cannot be read fails; it does not stop the others. */
export function runCases(file: unknown, services: CaseServices): readonly CaseResult[] {
  if (!isRecord(file)) throw new CaseProblem('the file of cases is not an object');
  const policies = record(file, 'policies') ?? {};
  return list(file, 'cases').map((item) => {
    const id = text(item, 'id') ?? '(no id)';
    const why = text(item, 'why');
    const head = { id, group: text(item, 'group') ?? '', ...(why !== undefined && { why }) };
    try {
      const differences = compare(item, judgeCase(item, policies, { ...services, today: text(file, 'today') ?? services.today }));
      return { ...head, passed: differences.length === 0, differences };
    } catch (error) {
      if (!(error instanceof CaseProblem)) throw error;
      return { ...head, passed: false, differences: [error.message] };
    }
  });
}

function judgeCase(item: Fields, policies: Fields, services: CaseServices): Verdict {
  const named = text(item, 'policy');
  const source = named === undefined ? record(item, 'policy') : record(policies, named);
  if (source === undefined) throw new CaseProblem(`there is no policy \`${named ?? ''}\``);
  const policy = toPolicy(source);
  const context = record(item, 'context') ?? {};
  const purl = text(context, 'package');
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  if (purl !== undefined && parsed === undefined) throw new CaseProblem(`\`${purl}\` is not a package URL`);
  const { package: _package, files: _files, today: _today, ...known } = context;
  const ecosystem = parsed === undefined ? undefined : purlParts(parsed).type;
  const facts = completeFacts(
    { ...(ecosystem !== undefined && { ecosystem }), ...(known as Facts) },
    policy.contexts,
    policy.defaults.context,
  );
  const files = record(context, 'files');
  const matrix = toMatrix(source);
  const judge = createJudge({
    policy,
    categories: toCategories(source) ?? services.categories ?? NO_CATEGORIES,
    today: text(context, 'today') ?? services.today,
    ...(matrix !== undefined && { matrix }),
  });
  return judge.judge({
    ...(parsed !== undefined && { purl: parsed }),
    license: toLicense(item),
    facts,
    ...(files !== undefined && { files: (path) => text(files, path) }),
  });
}

function toLicense(item: Fields): LicenseInput {
  const expression = item['expression'] ?? expand(text(item, 'expressionSpec'));
  if (expression === undefined || expression === null) return { kind: 'none' };
  if (typeof expression === 'string') return { kind: 'text', text: expression };
  if (Array.isArray(expression)) return { kind: 'list', texts: texts(item, 'expression') };
  throw new CaseProblem('`expression` is neither a text nor a list');
}

/**
 * Big expressions are given as a recipe: `"(" x 6000 + "MIT" + ")" x 6000`, or
 * `AND over i=0..29 of (LicenseRef-a{i} OR LicenseRef-b{i})`.
 */
export function expand(recipe: string | undefined): string | undefined {
  if (recipe === undefined) return undefined;
  const over = /^(AND|OR) over i=(\d+)\.\.(\d+) of (.+)$/.exec(recipe);
  if (over !== null) {
    const [, operator = '', first = '0', last = '0', body = ''] = over;
    const count = Number(last) - Number(first) + 1;
    const parts = Array.from({ length: count }, (_, i) => body.replaceAll('{i}', String(Number(first) + i)));
    return parts.join(` ${operator} `);
  }
  const pieces = [...recipe.matchAll(/"([^"]*)"(?:\s*x\s*(\d+))?\s*(?:\+\s*|$)/gy)];
  if (pieces.length === 0) throw new CaseProblem(`cannot expand \`${recipe}\``);
  return pieces.map(([, part = '', times = '1']) => part.repeat(Number(times))).join('');
}

function compare(item: Fields, verdict: Verdict): string[] {
  const expected = record(item, 'expected') ?? {};
  const differences: string[] = [];
  const check = (name: string, wanted: string | undefined, got: string | undefined): void => {
    if (wanted !== undefined && wanted !== got) differences.push(`${name}: expected ${wanted}, got ${got ?? 'nothing'}`);
  };
  check('verdict', text(expected, 'verdict'), verdict.verdict);
  check('reason', text(expected, 'reason'), verdict.reason);
  check('chosen', text(expected, 'chosen'), verdict.chosen);
  const notes: readonly string[] = verdict.notes;
  for (const note of texts(expected, 'notes')) if (!notes.includes(note)) differences.push(`note ${note} is missing`);
  return differences;
}
