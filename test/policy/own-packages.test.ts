import { describe, expect, it } from 'vitest';
import { shippedCategories } from '../../src/cli/shipped-categories.ts';
import type { Component } from '../../src/domain/component.ts';
import type { OwnLicensing, Project } from '../../src/domain/project.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { loadPolicy } from '../../src/policy/file/load-policy.ts';
import { APP, expression, firstParty, project, snapshotOf } from '../support/sample-snapshot.ts';

const options = { today: '2026-12-01', categories: shippedCategories() };
const { policy } = loadPolicy('p.yaml', {
  ...options,
  readFile: () => 'version: 1\nallow: [MIT]\n',
  resolve: (_from, to) => to,
});

const NOTHING = { status: 'no-assertion', reason: 'no-evidence' } as const;
const concluded = (text: string): Component['concluded'] => ({
  status: 'concluded',
  expression: expression(text),
  rule: 'declared',
  basis: [],
});

function findings(
  licensing: OwnLicensing | undefined,
  component: Partial<Component> = {},
  more: Partial<Project> = {},
): string[] {
  if (policy === undefined) throw new Error('the policy has errors');
  const own = firstParty(APP, { version: '1.0.0', declared: NOTHING, detected: NOTHING, concluded: NOTHING, ...component });
  const projects = [project(APP, { version: '1.0.0', ...(licensing !== undefined && { licensing }), ...more })];
  return evaluate(snapshotOf([own], { projects }), policy, options).findings.map(
    ({ code, verdict, message }) => `${code} ${verdict} ${message}`,
  );
}

function headers(...found: readonly (readonly [text: string, files: number])[]): OwnLicensing {
  return {
    licenseFile: 'own',
    headers: {
      files: 10,
      read: 10,
      found: found.map(([text, files]) => ({ expression: expression(text), files, example: { path: 'src/a.c', line: 3 } })),
    },
  };
}

describe('own packages', () => {
  it('without any license need a look when they are to be published', () => {
    expect(findings({ licenseFile: 'none' })).toEqual(['LIC011 review shop is to be published and has no license']);
  });

  it('are in order with a license in the manifest or a file above, when they are private, or have no version', () => {
    expect(findings({ licenseFile: 'above', path: 'LICENSE' })).toEqual([]);
    expect(findings({ licenseFile: 'none' }, { declared: concluded('MIT'), concluded: concluded('MIT') })).toEqual([]);
    expect(findings({ licenseFile: 'none' }, {}, { private: true })).toEqual([]);
    expect(findings({ licenseFile: 'none' }, {}, { role: 'tooling' })).toEqual([]);
    expect(findings(undefined)).toEqual([]);
  });

  it('that declare one license and ship the text of another contradict themselves', () => {
    const conflict = { status: 'conflict', candidates: [expression('MIT'), expression('GPL-3.0-only')], basis: [] } as const;
    expect(findings({ licenseFile: 'own', path: 'LICENSE' }, { concluded: conflict })).toEqual([
      'LIC012 review shop says different things of its own license: declared and in its license file: MIT / GPL-3.0-only',
    ]);
  });

  it('contradict themselves in headers under a license that reaches further', () => {
    expect(findings(headers(['MIT', 8], ['GPL-2.0-or-later', 2]), { concluded: concluded('MIT') })).toEqual([
      'LIC012 review shop says different things of its own license: MIT, and GPL-2.0-or-later in the header of 2 files (src/a.c:3)',
    ]);
  });

  it('may hold permissive code, offer a choice, and leave out "or later" in headers', () => {
    expect(findings(headers(['BSD-3-Clause', 3], ['GPL-2.0-only OR MIT', 1]), { concluded: concluded('Apache-2.0') })).toEqual(
      [],
    );
    expect(findings(headers(['GPL-3.0-only', 3]), { concluded: concluded('GPL-3.0-or-later') })).toEqual([]);
    expect(findings(headers(['LGPL-2.0-or-later', 3]), { concluded: concluded('LGPL-2.1-only') })).toEqual([]);
    expect(findings(headers(['LGPL-3.0-or-later', 3]), { concluded: concluded('LGPL-2.1-only') })).toHaveLength(1);
  });
});
