import type { ProjectRole } from '../domain/project.ts';

export interface RoleDecision {
  readonly role: ProjectRole;
  readonly reason: string;
}

const BY_SEGMENT: readonly (readonly [role: ProjectRole, segments: RegExp])[] = [
  ['vendored', /^(node_modules|bower_components|vendor|third_party|third-party|\.yarn)$/],
  [
    'test-fixture',
    /^(__fixtures__|fixtures?|__testfixtures__|test-?fixtures?|testdata|test-data|__mocks__|__tests__|tests?|specs?)$/,
  ],
  ['example', /^(examples?|samples?|demos?|playgrounds?)$/],
  ['tooling', /^(tools?|scripts?|tasks|\.github|\.devcontainer|benchmarks?)$/],
];

/** The role of a project in this directory, from the names of the directories above it; the strongest one wins. */
export function roleOfPath(path: string): RoleDecision {
  const segments = path.split('/');
  for (const [role, pattern] of BY_SEGMENT) {
    const segment = segments.find((name) => pattern.test(name));
    if (segment !== undefined) return { role, reason: `below \`${segment}/\`` };
  }
  return { role: 'product', reason: 'no directory above it says otherwise' };
}
