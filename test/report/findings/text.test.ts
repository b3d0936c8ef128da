import { expect, it } from 'vitest';
import { layOut } from '../../../src/report/findings/laid-out-line.ts';
import { findSourceLine } from '../../../src/report/findings/source-line.ts';
import { renderFindingsText, type FindingsTextOptions } from '../../../src/report/findings/text.ts';
import { PLAIN } from '../../../src/report/style.ts';
import { SAMPLE_FINDINGS, sampleFinding, sampleJudgement, sampleTerm } from '../../support/sample-judgement.ts';

const lines: string[] = [];
lines[4809] = '    "node_modules/fast-chart": {';
lines[4811] = '      "license": "(GPL-3.0-only AND MIT) OR SSPL-1.0",';

const OPTIONS: FindingsTextOptions = {
  style: PLAIN,
  sourceLine: (finding) => findSourceLine(finding, lines),
  policyLine: (_, line) => (line === 72 ? 'allow: ["category:permissive", "BSD-2-C", "MIT-0x"]' : undefined),
  verbose: false,
};

it('explains each finding at its place', () => {
  expect(renderFindingsText(sampleJudgement(), OPTIONS)).toMatchInlineSnapshot(`
    "error[LIC001]: (GPL-3.0-only AND MIT) OR SSPL-1.0 is denied for @acme/api (runtime, saas)
         ┌─ services/api/package-lock.json:4812:19
    4812 │   "license": "(GPL-3.0-only AND MIT) OR SSPL-1.0",
         │                ^^^^^^^^^^^^     ···     ^^^^^^^^ SSPL-1.0 (source-available) denied by \`agpl-nowhere\`, not taken
         │                │                └── MIT (permissive) allowed by \`allow: category:permissive\`
         │                └── GPL-3.0-only (strong-copyleft) denied by \`deny: category:strong-copyleft\`
       = package:    pkg:npm/fast-chart@4.2.1   new in this change
       = path:       @acme/api → @acme/report-ui@1.8.0 → fast-chart@4.2.1   (2 other paths)
       = branches:   GPL-3.0-only AND MIT → deny (taken); SSPL-1.0 → deny
       = evidence:   declared \`(GPL-3.0-only AND MIT) OR SSPL-1.0\` in services/api/package-lock.json:4812; detected \`GPL-3.0-only\` in cache:npm/fast-chart/LICENSE
       = decided by: \`deny: category:strong-copyleft\` (licet.policy.yaml:74:9)
       = assumed:    linking (the policy's defaults)
       = fix:        report-ui@2.x drops fast-chart

    warning[LIC004]: license of left-padder@0.3.0 is unknown
       ┌─ services/api/package-lock.json:4810
       │   MIT, see docs
       │      ^ expected AND, OR or WITH
       = package:    pkg:npm/left-padder@0.3.0   new in this change
       = path:       @acme/api → @acme/report-ui@1.8.0 → left-padder@0.3.0   (2 other paths)
       = decided by: \`defaults.unknown\` (licet.policy.yaml)
       = assumed:    linking (the policy's defaults)

    known before this change:
    warning[LIC002] sdk/Cargo.lock:118: mpl-lib@4.2.1: MPL-2.0 needs review for sdk (runtime, library) by \`agpl-nowhere\` (org-policy.yml:21:5, locked): network copyleft is not for products

    warning[POL004]: \`MIT-0x\` matched no package
       ┌─ licet.policy.yaml:72:44
    72 │   allow: ["category:permissive", "BSD-2-C", "MIT-0x"]
       │                                              ^^^^^^
       = hint: did you mean \`MIT-0\`?

    1,842 uses of third-party packages judged in 3 projects (1,511 runtime, 331 dev)
    1,839 allowed, 2 to review, 1 denied, 1 accepted by waiver, 5 curated, 214 OR choices
    new since the base: 2 findings
    1 input could not be read completely: the answer is incomplete
    policy acme/payments 2026.11 sha256:9c1f9c1f, judged as of 2026-11-21
    "
  `);
});

it('explains what was known before only when asked', () => {
  const known = sampleJudgement(SAMPLE_FINDINGS.filter((finding) => finding.isNew === false));
  expect(renderFindingsText(known, OPTIONS)).not.toContain('decided by:');
  expect(renderFindingsText(known, { ...OPTIONS, verbose: true })).toContain('decided by:');
});

it('explains what fails even when it was known: `--all`', () => {
  const finding = sampleFinding({ isNew: false });
  expect(renderFindingsText(sampleJudgement([finding]), { ...OPTIONS, failing: new Set([finding]) })).toContain('decided by:');
});

it('puts carets under what is printed: escapes, wide characters and tabs have their own width', () => {
  const line = '\t"許": "\u001bGPL"';
  const { text, column } = layOut(line, 0);
  expect(text).toBe('"許": "\\x1bGPL"');
  expect(column(line.indexOf('GPL'))).toBe('"許": "\\x1b'.length + 1);
});

it('cuts a minified lockfile around the license', () => {
  const text = 'GPL-3.0-only';
  const line = `${'x'.repeat(100_000)}"${text}"${'y'.repeat(100_000)}`;
  const finding = sampleFinding({ location: { path: 'package-lock.json', line: 1 } });
  const start = line.indexOf(text);
  const shown = renderFindingsText(sampleJudgement([finding]), {
    ...OPTIONS,
    sourceLine: () => ({ line: 1, text: line, start }),
  });
  const rows = shown.split('\n');
  const at = rows.findIndex((row) => row.includes('│') && row.includes(text));
  expect(rows[at]?.length).toBeLessThan(200);
  expect(rows[at + 1]?.indexOf('^')).toBe(rows[at]?.indexOf(text));
});

it('an expression of 5,000 terms is shown in part, and fast', () => {
  const text = Array.from({ length: 5000 }, (_, index) => `LicenseRef-${index}`).join(' OR ');
  let at = 0;
  const terms = text.split(' OR ').map((term) => {
    const start = at;
    at += term.length + 4;
    return sampleTerm(text, term, { start, end: start + term.length });
  });
  const finding = sampleFinding({ expression: text, license: { text, source: 'declared', terms, branches: [], evidence: [] } });
  expect(renderFindingsText(sampleJudgement([finding]), OPTIONS).length).toBeLessThan(20_000);
});
