import { parsePurl, purlParts } from '../domain/purl.ts';
import type { LicenseCategories } from './categories.ts';
import type { CompatibilityMatrix } from './compatibility.ts';
import { completeFacts, usualLinking } from './facts.ts';
import { createJudge } from './judge.ts';
import type { Policy, PolicyTest } from './model.ts';
import { problem, type PolicyProblem } from './problem.ts';

interface TestServices {
  readonly categories: LicenseCategories;
  readonly matrix?: CompatibilityMatrix;
  readonly today: string;
}

/** Runs the `tests` of a policy; each one that fails is POL011 with what differs. */
export function runPolicyTests(policy: Policy, services: TestServices): PolicyProblem[] {
  return policy.tests.flatMap((test) => {
    const differences = differencesOf(test, policy, services);
    if (differences.length === 0) return [];
    return [problem('POL011', `policy test failed: ${test.name}`, test.at, { hint: differences.join('; ') })];
  });
}

function differencesOf(test: PolicyTest, policy: Policy, services: TestServices): string[] {
  const { given, expect } = test;
  const purl = given.package === undefined ? undefined : parsePurl(given.package);
  if (given.package !== undefined && purl === undefined) return [`\`${given.package}\` is not a package URL`];
  const ecosystem = purl === undefined ? undefined : purlParts(purl).type;
  const known = { ...(ecosystem !== undefined && { ecosystem }), ...given.facts };
  const facts = completeFacts(known, policy.contexts, { ...usualLinking(known.ecosystem), ...policy.defaults.context });
  const { files, license } = given;
  const verdict = createJudge({ policy, ...services, today: given.today ?? services.today }).judge({
    ...(purl !== undefined && { purl }),
    license:
      license === undefined
        ? { kind: 'none' }
        : typeof license === 'string'
          ? { kind: 'text', text: license }
          : { kind: 'list', texts: license },
    facts,
    ...(files !== undefined && { files: (path: string) => (Object.hasOwn(files, path) ? files[path] : undefined) }),
  });
  const by = `${verdict.by.label} (${verdict.by.at.file}:${verdict.by.at.line})`;
  const checks = [
    [expect.verdict, verdict.verdict, 'verdict', `${verdict.verdict} by ${by}`],
    [expect.by, verdict.by.label, 'by', by],
    [expect.reason, verdict.reason, 'reason', verdict.reason],
    [expect.chosen, verdict.chosen, 'chosen', verdict.chosen ?? 'nothing'],
  ] as const;
  return checks.flatMap(([wanted, got, name, shown]) =>
    wanted === undefined || wanted === got ? [] : [`expected ${name} ${wanted}, got ${shown}; facts: ${describe(facts)}`],
  );
}

function describe(facts: object): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}
