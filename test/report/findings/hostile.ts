import type { Finding } from '../../../src/domain/finding.ts';
import type { ReportedJudgement } from '../../../src/report/findings/reported.ts';
import { sampleFinding, sampleJudgement, sampleTerm } from '../../support/sample-judgement.ts';

/** Names, paths and license texts that a scanned repository can choose freely. */
export const HOSTILE: Readonly<Record<string, string>> = {
  markup: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  entity: '&lt;b&gt; &amp; &#0; "\'',
  ansi: '\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007link\u009b2J',
  newline: 'a\nb\r\nc\u2028d\u0085e',
  command: '::error file=x,line=1::owned\n::set-output name=a::b',
  'old command': '##[error]owned ##vso[task.setvariable variable=a]b\n##teamcity[x]',
  table: 'a|b|c\\|d',
  code: '`a` ``b`` ```\n```',
  cdata: ']]><x/><![CDATA[ -->',
  comment: '--> <!-- licet-check --> <!--',
  link: '[click](https://evil.example) ![i](https://evil.example/x.png) www.evil.example',
  mention: '@acme/everyone #1 GH-1',
  nul: 'a\u0000b',
  surrogate: 'a\ud800b\udc00',
  nonCharacter: 'a\ufffeb\uffff',
  bidi: 'a\u202eb\u2066c\u200bd',
  percent: '%0A%0D::error::x %25 %zz',
  placeholder: '{0} {{1}} ${x}',
  traversal: '../../etc/passwd',
  absolute: '/etc/passwd',
  scheme: 'javascript:alert(1)//x',
  backslash: 'a\\b\\',
  proto: '__proto__',
  empty: '',
  huge: `x${'😀'.repeat(50_000)}`,
};

/** Every text that a repository controls is `text`. */
export function hostileFinding(text: string, over: Partial<Finding> = {}): Finding {
  return {
    ...sampleFinding({ name: text, version: text, expression: text === '' ? 'NONE' : text }),
    message: `${text} is denied for ${text}`,
    component: { id: `npm:${text}`, name: text, version: text },
    project: `${text}#npm:${text}`,
    chosen: text,
    notes: [text],
    license: {
      text,
      source: 'declared',
      problem: { message: `unexpected ${text}`, start: 0, end: Math.min(3, text.length) },
      terms: text === '' ? [] : [sampleTerm(text, text), sampleTerm(text, text.slice(0, 1), { level: 'allow' })],
      branches: [
        { text, verdict: 'deny', chosen: true },
        { text: `${text} `, verdict: 'deny', chosen: false },
      ],
      evidence: [{ role: 'declared', method: text, raw: text, path: text, line: 1 }],
    },
    location: { path: text, line: 1 },
    paths: [[`${text}#npm:${text}`, `pkg:npm/${text}`, `npm:${text}`]],
    fix: `replace ${text}`,
    ...over,
  };
}

/** All of them at once: denied, to review, waived and gone. */
export function hostileJudgement(): ReportedJudgement {
  const findings = Object.values(HOSTILE).flatMap((text) => [
    hostileFinding(text),
    hostileFinding(text, { verdict: 'review', code: 'LIC002', scope: 'dev' }),
    hostileFinding(text, {
      state: 'waived',
      verdict: 'allow',
      waiver: { id: text, owner: text, reason: text, expires: '2027-01-01', ticket: text, file: text, line: 1, column: 1 },
    }),
  ]);
  const texts = Object.values(HOSTILE);
  return sampleJudgement(findings, {
    incomplete: texts.map((text) => ({ path: text, state: 'failed', reason: text })),
    policyProblems: texts.map((text) => ({
      code: 'POL004',
      severity: 'warning',
      message: text,
      file: text,
      line: 1,
      column: 1,
      length: 1,
      hint: text,
    })),
  });
}
