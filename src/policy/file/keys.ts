/** Every key of a policy file, in the order of the published schema. */
export const POLICY_KEYS = [
  'version',
  'id',
  'revision',
  'extends',
  'delegate',
  'match',
  'exceptions',
  'defaults',
  'gate',
  'licenses',
  'contexts',
  'categories',
  'rules',
  'allow',
  'review',
  'deny',
  'prefer',
  'choices',
  'curations',
  'waivers',
  'obligations',
  'compatibility',
  'lint',
  'tests',
] as const;

export const FACT_KEYS = ['product', 'team', 'owner', 'distribution', 'linking', 'outbound', 'scope', 'modified'] as const;

export const CONDITION_KEYS = [
  'scope',
  'distribution',
  'linking',
  'relationship',
  'paths',
  'product',
  'team',
  'ecosystem',
  'outbound',
  'modified',
] as const;

/** What an extended policy can leave to those who extend it. */
export const DELEGABLE = ['rules', 'lists', 'waivers', 'curations', 'choices', 'contexts'] as const;
export type Delegable = (typeof DELEGABLE)[number];

export const OUTCOMES = ['allow', 'review', 'deny'] as const;
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export const LINT_LEVELS = ['off', 'warn', 'error'] as const;
