import type { Policy } from './model.ts';
import type { PolicyPosition } from './position.ts';

/** What a policy says when it says nothing: every key of the file is optional but `version`. */
export function emptyPolicy(file: string): Policy {
  const at: PolicyPosition = { file, line: 1, column: 1 };
  return {
    file,
    digest: '',
    match: 'range',
    exceptions: 'monotone',
    defaults: { unclassified: 'review', unknown: 'review', noLicense: 'deny', context: {}, at },
    gate: { failOn: 'deny', new: 'changed', incomplete: 'fail' },
    licenses: { view: [['concluded'], ['declared', 'detected']], conflict: 'review', multiple: { default: 'and' } },
    contexts: [],
    categories: [],
    rules: [],
    lists: [],
    prefer: [],
    choices: [],
    curations: [],
    waivers: [],
    obligations: [],
    lint: { unused: 'warn', shadowed: 'warn', deprecatedIds: 'warn', waiverWarnDays: 30, waiverMaxDays: 365 },
    tests: [],
  };
}
