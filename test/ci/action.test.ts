import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly shell: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action = parse(readFileSync('action.yml', 'utf8')) as Action;
const step = (name: string): Step => {
  const found = action.runs.steps.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no step ${name}`);
  return found;
};

const isBuilt = existsSync('dist/cli/main.js');
const note = isBuilt ? '' : ' (skipped: dist is not built, run `npm run build`)';

it('no expression stands in a script, where the name of a branch would run', () => {
  for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
});

it('declares what the steps use', () => {
  const text = readFileSync('action.yml', 'utf8');
  const used = [...text.matchAll(/inputs\.([a-z-]+)/g)].map((match) => match[1] ?? '');
  expect([...new Set(used)].toSorted()).toEqual(Object.keys(action.inputs).toSorted());
  for (const name of Object.keys(action.outputs)) expect(step('Check licenses').run).toContain(`${name}=`);
});

const POLICY =
  'version: 1\nallow: [MIT]\ndeny: [GPL-3.0-only]\ndefaults: { unclassified: review, unknown: review, noLicense: deny }\n';

const lockfile = (packages: Readonly<Record<string, readonly [version: string, license: string]>>): string => {
  const names = Object.keys(packages);
  const entries = names.map((name) => {
    const [version, license] = packages[name] ?? ['0.0.0', 'MIT'];
    return [`node_modules/${name}`, { version, license, resolved: `https://example.test/${name}-${version}.tgz` }];
  });
  const root = { name: 'app', version: '1.0.0', dependencies: Object.fromEntries(names.map((name) => [name, '*'])) };
  return JSON.stringify(
    { name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages: { '': root, ...Object.fromEntries(entries) } },
    null,
    2,
  );
};

describe.skipIf(!isBuilt)(`the check step in a git repository${note}`, () => {
  let repository = '';
  let place = '';

  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.test', '-c', 'commit.gpgsign=false', ...args], {
      cwd: repository,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();

  function commit(packages: Parameters<typeof lockfile>[0]): string {
    const dependencies = Object.fromEntries(Object.keys(packages).map((name) => [name, '*']));
    writeFileSync(join(repository, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', dependencies }));
    writeFileSync(join(repository, 'package-lock.json'), lockfile(packages));
    git('add', '-A');
    git('commit', '-q', '-m', 'change');
    return git('rev-parse', 'HEAD');
  }

  interface Outcome {
    readonly code: string;
    readonly outputs: string;
    readonly stdout: string;
    readonly summary: string;
  }

  function run(env: Readonly<Record<string, string>>, exec: Readonly<Record<string, string>> = {}): Outcome {
    const defaults = Object.fromEntries(
      Object.entries(step('Check licenses').env).map(([name, expression]) => {
        const input = /inputs\.([a-z-]+)/.exec(expression)?.[1] ?? '';
        return [name, action.inputs[input]?.default ?? ''];
      }),
    );
    const [output, summary] = [join(place, 'output'), join(place, 'summary')];
    writeFileSync(output, '');
    writeFileSync(summary, '');
    const { stdout, stderr, status } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step('Check licenses').run],
      {
        cwd: repository,
        encoding: 'utf8',
        env: {
          ...process.env,
          ...defaults,
          LICET_ACTION: resolve('.'),
          GITHUB_OUTPUT: output,
          GITHUB_STEP_SUMMARY: summary,
          ...exec,
          ...env,
        },
      },
    );
    expect(status, stderr).toBe(0);
    const outputs = readFileSync(output, 'utf8');
    return {
      code: /^exit-code=(\d+)$/m.exec(outputs)?.[1] ?? '',
      outputs,
      stdout: stdout + stderr,
      summary: readFileSync(summary, 'utf8'),
    };
  }

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'licet action-'));
    repository = join(place, 'my repo');
    mkdirSync(repository);
    git('init', '-q', '-b', 'main');
    writeFileSync(join(repository, 'licet.policy.yaml'), POLICY);
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  it('a pull request that adds a GPL package fails with one new finding, in every report', () => {
    const base = commit({ old: ['1.0.0', 'MIT'], legacy: ['1.0.0', 'GPL-3.0-only'] });
    commit({ old: ['1.0.0', 'MIT'], legacy: ['1.0.0', 'GPL-3.0-only'], fresh: ['1.0.0', 'GPL-3.0-only'] });
    const { code, stdout, summary, outputs } = run({
      LICET_EVENT: 'pull_request',
      LICET_EVENT_BASE: base,
      LICET_FORMATS: 'json sarif junit markdown gitlab-codequality text short',
    });
    expect(code, stdout).toBe('1');
    expect(stdout.match(/^::error .*/gm)).toHaveLength(1);
    expect(stdout).toMatch(/^::error file=package-lock\.json,line=\d+,title=LIC001 license denied \(new\)::/m);
    expect(summary).toContain('#### Fails the check (1)');
    expect(outputs).toContain('sarif=licet-reports/licet.sarif');
    const findings = JSON.parse(readFileSync(join(repository, 'licet-reports/findings.json'), 'utf8')) as {
      gate: { failing: string[] };
      findings: { isNew: boolean }[];
    };
    expect(findings.gate.failing).toHaveLength(1);
    expect(findings.findings.filter((one) => one.isNew)).toHaveLength(1);
    for (const name of ['licet.sarif', 'junit.xml', 'comment.md', 'gl-code-quality-report.json', 'text.txt', 'short.txt'])
      expect(readFileSync(join(repository, 'licet-reports', name), 'utf8'), name).toContain('fresh');
  });

  it('a version bump under the same license passes, a license change does not', () => {
    const base = commit({ legacy: ['1.0.0', 'GPL-3.0-only'], other: ['1.0.0', 'MIT'] });
    commit({ legacy: ['2.0.0', 'GPL-3.0-only'], other: ['1.0.0', 'MIT'] });
    expect(run({ LICET_EVENT: 'merge_group', LICET_EVENT_BASE: base }).code).toBe('0');
    commit({ legacy: ['2.0.0', 'GPL-3.0-only'], other: ['1.1.0', 'GPL-3.0-only'] });
    expect(run({ LICET_EVENT: 'merge_group', LICET_EVENT_BASE: base }).code).toBe('1');
  });

  it('compares a merged pull request with the first parent of the merge', () => {
    commit({ old: ['1.0.0', 'MIT'] });
    git('checkout', '-q', '-b', 'feature');
    writeFileSync(join(repository, 'README'), 'x');
    git('add', '-A');
    git('commit', '-q', '-m', 'docs');
    git('checkout', '-q', 'main');
    const parent = commit({ old: ['1.0.0', 'MIT'], legacy: ['1.0.0', 'GPL-3.0-only'] });
    git('merge', '-q', '--no-ff', '-m', 'merge', 'feature');
    const { code, outputs } = run({ LICET_EVENT: 'pull_request', LICET_EVENT_BASE: 'outdated' });
    expect(outputs).toContain(`base=${parent}`);
    expect(code).toBe('0');
  });

  it('a push is judged as a whole', () => {
    commit({ legacy: ['1.0.0', 'GPL-3.0-only'] });
    expect(run({ LICET_EVENT: 'push' }).code).toBe('1');
    expect(run({ LICET_EVENT: 'push', LICET_FAIL_ON: 'never' }).code).toBe('0');
  });

  it('without a usable base it is an error, never a pass', () => {
    const head = commit({ old: ['1.0.0', 'MIT'] });
    const missing = run({ LICET_EVENT: 'pull_request', LICET_EVENT_BASE: '0123456789012345678901234567890123456789' });
    expect(missing.code).toBe('2');
    expect(missing.stdout).toMatch(/fetch-depth/);
    expect(run({ LICET_EVENT: 'merge_group' }).code).toBe('2');
    expect(run({ LICET_EVENT: 'pull_request_target', LICET_EVENT_BASE: head }).code).toBe('2');
  });

  it('an unknown format or a ref without built files is an error', () => {
    commit({ old: ['1.0.0', 'MIT'] });
    expect(run({ LICET_EVENT: 'push', LICET_FORMATS: 'sarif pdf' }).code).toBe('2');
    expect(run({ LICET_EVENT: 'push', LICET_ACTION: place }).code).toBe('2');
  });

  it('inputs are data: quotes, options and commands in them do nothing', () => {
    commit({ old: ['1.0.0', 'MIT'] });
    const { code } = run({ LICET_EVENT: 'push', LICET_POLICY: '$(touch owned); "`touch owned`' });
    expect(code).toBe('2');
    expect(existsSync(join(repository, 'owned'))).toBe(false);
  });
});

describe('the last step', () => {
  const run = (code?: string): number | null => {
    const env = { ...process.env, ...(code !== undefined && { LICET_CODE: code }) };
    return spawnSync('bash', ['-e', '-c', step('Pass or fail').run], { env }).status;
  };
  it('passes the exit status on, and fails when there is none', () => {
    expect([run('0'), run('1'), run('3'), run(''), run()]).toEqual([0, 1, 3, 70, 70]);
  });
});

describe('the comment', () => {
  function comment(known: string, code: string): string {
    const place = mkdtempSync(join(tmpdir(), 'licet comment-'));
    try {
      // A `gh` that writes down how it was called and answers the listing.
      writeFileSync(
        join(place, 'gh'),
        `#!/bin/sh\necho "$*" >> "${place}/calls"\ncase "$*" in *--paginate*) printf '%s' "$KNOWN";; esac\n`,
        { mode: 0o755 },
      );
      writeFileSync(join(place, 'body'), 'text');
      const env = {
        ...process.env,
        PATH: `${place}:${process.env['PATH'] ?? ''}`,
        KNOWN: known,
        LICET_REPOSITORY: 'acme/app',
        LICET_NUMBER: '7',
        LICET_BODY: join(place, 'body'),
        LICET_CODE: code,
      };
      const { status, stderr } = spawnSync('bash', ['-e', '-c', step('Comment on the pull request').run], {
        env,
        encoding: 'utf8',
      });
      expect(status, stderr).toBe(0);
      return readFileSync(join(place, 'calls'), 'utf8').replaceAll(place, '');
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }

  it('is made once, updated after that, and not made when all is well', () => {
    expect(comment('', '1')).toMatch(/\napi --silent repos\/acme\/app\/issues\/7\/comments -F body=@\/body\n/);
    expect(comment('11\n12\n', '0')).toMatch(/\napi --silent -X PATCH repos\/acme\/app\/issues\/comments\/11 -F body=@\/body\n/);
    expect(comment('', '0').trim().split('\n')).toHaveLength(1);
  });
});
