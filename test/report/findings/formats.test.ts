import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/domain/finding.ts';
import { renderGithub } from '../../../src/report/findings/github.ts';
import { renderGitlabCodeQuality } from '../../../src/report/findings/gitlab-codequality.ts';
import { renderJunit } from '../../../src/report/findings/junit.ts';
import { renderGithubSummary, renderMarkdown, STICKY_MARKER } from '../../../src/report/findings/markdown.ts';
import { renderShort } from '../../../src/report/findings/short.ts';
import { SAMPLE_FINDINGS, sampleFinding, sampleJudgement } from '../../support/sample-judgement.ts';

const many = (count: number, over: Parameters<typeof sampleFinding>[0] = {}): Finding[] =>
  Array.from({ length: count }, (_, index) => sampleFinding({ name: `package-${index}`, ...over }));

describe('github', () => {
  it('shows what fails as errors and the rest as warnings', () => {
    expect([...renderGithub(sampleJudgement())].join('')).toMatchInlineSnapshot(`
      "::error file=services/api/package-lock.json,line=4810,title=LIC001 license denied (new)::(GPL-3.0-only AND MIT) OR SSPL-1.0 is denied for @acme/api (runtime, saas)%0Apackage: fast-chart@4.2.1%0Apath: @acme/api → @acme/report-ui@1.8.0 → fast-chart@4.2.1   (2 other paths)%0Adecided by \`deny: category:strong-copyleft\` (licet.policy.yaml:74:9)%0Afix: report-ui@2.x drops fast-chart
      ::warning file=services/api/package-lock.json,line=4810,title=LIC004 license unknown or unreadable (new)::license of left-padder@0.3.0 is unknown%0Apackage: left-padder@0.3.0%0Apath: @acme/api → @acme/report-ui@1.8.0 → left-padder@0.3.0   (2 other paths)%0Adecided by \`defaults.unknown\` (licet.policy.yaml)
      ::warning file=sdk/Cargo.lock,line=118,title=LIC002 license needs review::MPL-2.0 needs review for sdk (runtime, library)%0Apackage: mpl-lib@4.2.1%0Adecided by \`agpl-nowhere\` (org-policy.yml:21:5, locked): network copyleft is not for products
      ::warning file=licet.policy.yaml,line=72,col=44,title=POL004 an entry matched no package::\`MIT-0x\` matched no package%0Ahint: did you mean \`MIT-0\`?
      ::warning file=tools/yarn.lock,title=incomplete::tools/yarn.lock is failed (git conflict markers), so the answer is incomplete
      "
    `);
  });

  it('keeps to ten annotations of a level, the last of them counting the others', () => {
    const lines = [...renderGithub(sampleJudgement([...many(40), ...many(25, { verdict: 'review', code: 'LIC002' })]))];
    const errors = lines.filter((line) => line.startsWith('::error '));
    const warnings = lines.filter((line) => line.startsWith('::warning '));
    expect([errors.length, warnings.length]).toEqual([10, 10]);
    expect(errors.at(-1)).toBe('::error title=licet::and 31 more errors: see the job summary\n');
  });

  it('with a gate, a known finding does not look like what broke the build', () => {
    const [finding] = SAMPLE_FINDINGS;
    expect([...renderGithub(sampleJudgement([finding ?? sampleFinding()]), { failing: new Set() })][0]).toMatch(/^::warning /);
  });
});

describe('markdown', () => {
  it('is a table of what to fix, with the marker that finds the comment again', () => {
    expect(renderMarkdown(sampleJudgement())).toMatchInlineSnapshot(`
      "<!-- licet-check -->
      ### License check: 1 finding to fix

      1,842 uses of third-party packages judged in 3 projects: 1,839 allowed, 2 to review, 1 denied, 1 accepted by waiver.

      **1 input could not be read completely, so this answer is incomplete.**

      #### Fails the check (1)

      | package | expression | verdict | path | fix |
      | --- | --- | --- | --- | --- |
      | \`fast-chart@4.2.1\` | \`(GPL-3.0-only AND MIT) OR SSPL-1.0\` | deny LIC001 **new**, \`deny: category:strong-copyleft\` | \`@acme/api → @acme/report-ui@1.8.0 → fast-chart@4.2.1\` | \`report-ui@2.x drops fast-chart\` |

      #### Also found (2)

      | package | expression | verdict | path | fix |
      | --- | --- | --- | --- | --- |
      | \`left-padder@0.3.0\` | \`MIT, see docs\` | review LIC004 **new**, \`defaults.unknown\` | \`@acme/api → @acme/report-ui@1.8.0 → left-padder@0.3.0\` |  |
      | \`mpl-lib@4.2.1\` | \`MPL-2.0\` | review LIC002, \`agpl-nowhere\` | \`sdk/Cargo.lock\` |  |

      #### Policy file (1)

      | code | place | problem |
      | --- | --- | --- |
      | \`POL004\` | \`licet.policy.yaml:72:44\` | \`'MIT-0x' matched no package; did you mean 'MIT-0'?\` |

      #### Incomplete (1)

      | file | state |
      | --- | --- |
      | \`tools/yarn.lock\` | \`failed: git conflict markers\` |

      #### Accepted by waiver (1)

      | package | expression | waiver | owner | expires |
      | --- | --- | --- | --- | --- |
      | \`old-gpl@1.0.0\` | \`GPL-2.0-only\` | \`W-2026-003\` | \`jane.roe@acme.example\` | \`2027-06-30\` |

      #### No longer found (1)

      | package | expression |
      | --- | --- |
      | \`gone@4.2.1\` | \`GPL-3.0-only\` |

      Policy \`acme/payments 2026.11\`, \`sha256:9c1f9c1f\`, judged as of \`2026-11-21\`.
      "
    `);
  });

  it('fits a comment, with the worst kept and the others counted', () => {
    const text = renderMarkdown(sampleJudgement([...many(5000, { verdict: 'review', code: 'LIC002' }), ...many(3)]));
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.startsWith(STICKY_MARKER)).toBe(true);
    expect(text).toContain('#### Fails the check (3)');
    expect(text).toMatch(/\n[\d,]+ more not shown here/);
    expect(text).toContain('Policy `acme/payments 2026.11`');
  });

  it('uses the room of a step summary', () => {
    const text = renderGithubSummary(sampleJudgement(many(20_000)));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(900 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(800 * 1024);
  });
});

describe('junit', () => {
  it('has a suite for each project and one for the judgement itself', () => {
    expect([...renderJunit(sampleJudgement())].join('')).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="licet" tests="6" failures="2" errors="0">
        <testsuite name="licet" tests="2" failures="1" errors="0" skipped="0">
          <properties>
            <property name="policy.file" value="licet.policy.yaml"/>
            <property name="policy.id" value="acme/payments"/>
            <property name="policy.revision" value="2026.11"/>
            <property name="policy.sha256" value="9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f"/>
            <property name="judgedOn" value="2026-11-21"/>
          </properties>
          <testcase name="everything was read" classname="licet.scan">
            <failure message="1 input not read completely" type="incomplete">input tools/yarn.lock: failed (git conflict markers)</failure>
          </testcase>
          <testcase name="POL004 licet.policy.yaml:72:44" classname="licet.policy">
            <system-out>\`MIT-0x\` matched no package
      at licet.policy.yaml:72:44
      hint: did you mean \`MIT-0\`?</system-out>
          </testcase>
        </testsuite>
        <testsuite name="sdk#cargo:sdk" tests="1" failures="0" errors="0" skipped="0">
          <properties>
            <property name="policy.file" value="licet.policy.yaml"/>
            <property name="policy.id" value="acme/payments"/>
            <property name="policy.revision" value="2026.11"/>
            <property name="policy.sha256" value="9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f"/>
            <property name="judgedOn" value="2026-11-21"/>
          </properties>
          <testcase name="mpl-lib@4.2.1" classname="sdk#cargo:sdk">
            <system-out>LIC002 license needs review: MPL-2.0 needs review for sdk (runtime, library)
      state: review
      expression: MPL-2.0
      scope: runtime
      place: sdk/Cargo.lock:118
      decided by \`agpl-nowhere\` (org-policy.yml:21:5, locked): network copyleft is not for products</system-out>
          </testcase>
        </testsuite>
        <testsuite name="services/api#npm:@acme/api" tests="3" failures="1" errors="0" skipped="0">
          <properties>
            <property name="policy.file" value="licet.policy.yaml"/>
            <property name="policy.id" value="acme/payments"/>
            <property name="policy.revision" value="2026.11"/>
            <property name="policy.sha256" value="9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f9c1f"/>
            <property name="judgedOn" value="2026-11-21"/>
          </properties>
          <testcase name="fast-chart@4.2.1" classname="services/api#npm:@acme/api">
            <failure message="(GPL-3.0-only AND MIT) OR SSPL-1.0 is denied for @acme/api (runtime, saas)" type="LIC001">LIC001 license denied: (GPL-3.0-only AND MIT) OR SSPL-1.0 is denied for @acme/api (runtime, saas)
      state: deny, new
      expression: (GPL-3.0-only AND MIT) OR SSPL-1.0
      scope: runtime
      place: services/api/package-lock.json:4810
      path: @acme/api → @acme/report-ui@1.8.0 → fast-chart@4.2.1   (2 other paths)
      decided by \`deny: category:strong-copyleft\` (licet.policy.yaml:74:9)
      fix: report-ui@2.x drops fast-chart</failure>
          </testcase>
          <testcase name="left-padder@0.3.0" classname="services/api#npm:@acme/api">
            <system-out>LIC004 license unknown or unreadable: license of left-padder@0.3.0 is unknown
      state: review, new
      expression: MIT, see docs
      scope: runtime
      place: services/api/package-lock.json:4810
      path: @acme/api → @acme/report-ui@1.8.0 → left-padder@0.3.0   (2 other paths)
      decided by \`defaults.unknown\` (licet.policy.yaml)</system-out>
          </testcase>
          <testcase name="old-gpl@1.0.0" classname="services/api#npm:@acme/api">
            <system-out>LIC001 license denied: GPL-2.0-only is denied for @acme/api (runtime, saas)
      state: accepted by waiver
      expression: GPL-2.0-only
      scope: runtime
      place: services/api/package-lock.json:4810
      path: @acme/api → @acme/report-ui@1.8.0 → old-gpl@1.0.0   (2 other paths)
      decided by \`deny: category:strong-copyleft\` (licet.policy.yaml:74:9)</system-out>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `);
  });

  it('has a case when nothing was found', () => {
    const text = [...renderJunit(sampleJudgement([], { complete: true, incomplete: [], policyProblems: [] }))].join('');
    expect(text).toContain('<testcase name="everything was read"');
    expect(text).toContain('tests="1" failures="0"');
  });

  it('puts the scopes of one package into one case', () => {
    const text = [...renderJunit(sampleJudgement([sampleFinding(), sampleFinding({ scope: 'dev' })]))].join('');
    expect(text.match(/<testcase name="fast-chart@4\.2\.1"/g)).toHaveLength(1);
  });
});

it('gitlab-codequality: an issue per finding, none for what is waived', () => {
  expect([...renderGitlabCodeQuality(sampleJudgement())].join('')).toMatchInlineSnapshot(`
    "[
      {"description":"(GPL-3.0-only AND MIT) OR SSPL-1.0 is denied for @acme/api (runtime, saas) [fast-chart@4.2.1] via @acme/api → @acme/report-ui@1.8.0 → fast-chart@4.2.1   (2 other paths)","check_name":"LIC001","fingerprint":"0ec9141ad986a200509575bf6ca25f9785c42b664ffebff24bb36142a911726c","severity":"critical","location":{"path":"services/api/package-lock.json","lines":{"begin":4810}}},
      {"description":"license of left-padder@0.3.0 is unknown [left-padder@0.3.0] via @acme/api → @acme/report-ui@1.8.0 → left-padder@0.3.0   (2 other paths)","check_name":"LIC004","fingerprint":"11386ee88b000f42f47330af7d732c330219531421e9e8cca58da5772da121a7","severity":"minor","location":{"path":"services/api/package-lock.json","lines":{"begin":4810}}},
      {"description":"MPL-2.0 needs review for sdk (runtime, library) [mpl-lib@4.2.1]","check_name":"LIC002","fingerprint":"3be4be1ba1402393ae0092ef5c5fd783ec7d2ec6c111644a633cf0b228d1327d","severity":"major","location":{"path":"sdk/Cargo.lock","lines":{"begin":118}}},
      {"description":"\`MIT-0x\` matched no package; did you mean \`MIT-0\`?","check_name":"POL004","fingerprint":"50c0737276b60d07707f24b9fbe3061f3fd87ba33d0dfca7fbce7dc84d9b183b","severity":"info","location":{"path":"licet.policy.yaml","lines":{"begin":72}}}
    ]
    "
  `);
});

it('gitlab-codequality: two versions of one package do not shadow each other', () => {
  const issues = JSON.parse(
    [...renderGitlabCodeQuality(sampleJudgement([sampleFinding(), sampleFinding({ version: '1.0.0' })]))].join(''),
  ) as {
    fingerprint: string;
  }[];
  expect(new Set(issues.map((issue) => issue.fingerprint)).size).toBe(issues.length);
});

it('short: a line per finding', () => {
  expect([...renderShort(sampleJudgement())].join('')).toMatchInlineSnapshot(`
    "error[LIC001] services/api/package-lock.json:4810: fast-chart@4.2.1: (GPL-3.0-only AND MIT) OR SSPL-1.0 is denied for @acme/api (runtime, saas) by \`deny: category:strong-copyleft\` (licet.policy.yaml:74:9) (new)
    warning[LIC004] services/api/package-lock.json:4810: left-padder@0.3.0: license of left-padder@0.3.0 is unknown by \`defaults.unknown\` (licet.policy.yaml) (new)
    warning[LIC002] sdk/Cargo.lock:118: mpl-lib@4.2.1: MPL-2.0 needs review for sdk (runtime, library) by \`agpl-nowhere\` (org-policy.yml:21:5, locked): network copyleft is not for products
    warning[POL004] licet.policy.yaml:72:44: \`MIT-0x\` matched no package
    warning[incomplete] tools/yarn.lock: failed: git conflict markers
    "
  `);
});
