import { directoryOf } from '../domain/path.ts';
import type { ProjectRole } from '../domain/project.ts';
import { matchClaim } from './claims.ts';

export interface RoleDecision {
  readonly role: ProjectRole;
  readonly reason: string;
}

/** A person's word on the projects below some paths: it wins over every rule. The last matching one counts. */
export interface RoleOverride {
  /** `services/*`, `third_party/ours/**`: a path below the scan root, and everything below it. */
  readonly glob: string;
  readonly role: ProjectRole;
  /** Where that was said: `--role`, `licet.policy.yaml:7`. */
  readonly source: string;
}

export type RoleOverrides = readonly RoleOverride[];

export interface RoleEvidence {
  readonly overrides?: RoleOverrides;
  readonly embedded?: readonly { readonly path: string; readonly kind: 'submodule' | 'repository' }[];
}

// Names that mean nothing but this, at any depth.
const CERTAIN: readonly (readonly [role: ProjectRole, names: RegExp])[] = [
  [
    'vendored',
    /^(node_modules|bower_components|jspm_packages|site-packages|third[-_]?party|3rd[-_]?party|Pods|Carthage|\.yarn|_?vendored)$/,
  ],
  [
    'test-fixture',
    /^(__(test)?fixtures__|[._]?fixtures?|[\w-]+[-_.]fixtures?|test[-_]?fixtures?|testFixtures|test[-_]?(data|resources|files|cases|projects|assets)|__mocks__|__snapshots__|goldens?|cassettes)$/,
  ],
  // scaffolds are copied into other people's projects: what they ask for is installed by nobody here
  ['test-fixture', /^(templates?|template-[\w-]+|scaffolds?|\{\{.*\}\})$/],
];

// A project lying directly in such a folder is the folder's own (a test suite, a service called `vendor`); what lies deeper is its material.
const CONTAINERS: readonly (readonly [role: ProjectRole, own: ProjectRole, names: RegExp])[] = [
  ['vendored', 'product', /^vendor$/],
  ['test-fixture', 'tooling', /^(tests?|__tests__|specs?|e2e|(integration|functional|acceptance|system|smoke|e2e)[-_]?tests?)$/],
];

const LABELS: readonly (readonly [role: ProjectRole, names: RegExp])[] = [
  ['example', /^(_?examples?|samples?|demos?|playgrounds?|tutorials?|quickstarts?|showcases?)$/],
  [
    'tooling',
    /^(tools?|scripts?|tasks|hack|ci|\.ci|\.github|\.gitlab|\.circleci|\.buildkite|\.devcontainer|\.config|\.storybook|buildSrc|benchmarks?|bench|docs|documentation)$/,
  ],
];

/** Decides the role of the projects of one scan; only directories below the scan root count. */
export function roleClassifier({ overrides = [], embedded = [] }: RoleEvidence = {}): (directory: string) => RoleDecision {
  const known = new Map<string, RoleDecision>();
  const said = overrides.map((override) => ({ ...override, matches: matchBelow(override.glob) }));
  const kinds = new Map(embedded.map((tree) => [tree.path, tree.kind]));

  const decide = (directory: string): RoleDecision => {
    const override = said.findLast((item) => item.matches(directory));
    if (override !== undefined) return { role: override.role, reason: `\`${override.glob}\` in ${override.source}` };
    for (let above = directory; above !== '' && kinds.size > 0; above = directoryOf(above)) {
      const kind = kinds.get(above);
      if (kind === 'submodule') return { role: 'vendored', reason: `in the git submodule \`${above}\`` };
      if (kind === 'repository') return { role: 'vendored', reason: `in another git repository, \`${above}\`` };
    }
    return roleOfPath(directory);
  };
  return (directory) => {
    const before = known.get(directory);
    if (before !== undefined) return before;
    const decision = decide(directory);
    known.set(directory, decision);
    return decision;
  };
}

/** The role of a project in this directory, from the names of the directories down to it; the strongest one wins. */
export function roleOfPath(directory: string): RoleDecision {
  const segments = directory === '' ? [] : directory.split('/');
  const last = segments.length - 1;
  for (const [role, names] of CERTAIN) {
    const segment = segments.find((name) => names.test(name));
    if (segment !== undefined) return { role, reason: `below \`${segment}/\`` };
  }
  for (const [role, , names] of CONTAINERS) {
    const at = segments.findIndex((name) => names.test(name));
    if (at !== -1 && at < last) return { role, reason: `below \`${segments[at] ?? ''}/\`` };
  }
  for (const [, own, names] of CONTAINERS) {
    const name = segments[last] ?? '';
    if (own !== 'product' && names.test(name)) return { role: own, reason: `the project of \`${name}/\` itself` };
  }
  for (const [role, names] of LABELS) {
    const segment = segments.find((name) => names.test(name));
    if (segment !== undefined) return { role, reason: `below \`${segment}/\`` };
  }
  return { role: 'product', reason: 'no directory above it says otherwise' };
}

function matchBelow(glob: string): (directory: string) => boolean {
  const trimmed = glob.replace(/^\.\//, '').replace(/\/(\*\*)?$/, '');
  const matches = matchClaim(trimmed, { anchored: true });
  return (directory) => {
    for (let above = directory; ; above = directoryOf(above)) {
      if (matches(above)) return true;
      if (above === '') return trimmed === '.';
    }
  };
}
