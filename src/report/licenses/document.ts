/** What `licet licenses show` has to render; the shapes of the stages that made them, without their code. */
export interface ShownLicense {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly category?: string;
  readonly content?: string | undefined;
  readonly copyleft?: string;
  readonly triggers?: readonly string[];
  readonly patent?: string;
  readonly osi?: boolean;
  readonly fsf?: 'free' | 'not-free' | 'unknown';
  readonly deprecated?: { readonly successor?: string };
  readonly explanation: 'written' | 'derived';
  readonly summary: string;
  readonly permits: readonly string[];
  readonly requires: readonly string[];
  readonly forbids: readonly string[];
  readonly uses: Readonly<Record<string, string | undefined>>;
  readonly watch: readonly string[];
  readonly exception?: {
    readonly id: string;
    readonly summary: string;
    readonly adds: readonly string[];
    readonly keeps: readonly string[];
  };
  readonly policy?: { readonly file: string; readonly decisions: readonly ShownDecision[] };
}

export interface ShownDecision {
  readonly situation: string;
  readonly verdict: 'allow' | 'review' | 'deny';
  readonly rule: { readonly label: string; readonly file: string; readonly line: number };
  readonly why?: string;
}

export const USE_TITLES: readonly (readonly [use: string, title: string])[] = [
  ['internal', 'inside your organization'],
  ['saas', 'as a service'],
  ['binary', 'shipped as binary'],
  ['source', 'shipped as source'],
  ['modified', 'changed'],
  ['static', 'linked statically'],
  ['dynamic', 'linked dynamically'],
];

export const SITUATION_TITLES: Readonly<Record<string, string>> = {
  default: 'by default',
  internal: 'inside',
  saas: 'as a service',
  binary: 'shipped',
  development: 'development only',
};

const FSF = { free: 'free by the FSF', 'not-free': 'not free by the FSF', unknown: 'FSF: not on its list' } as const;

const PATENT: Readonly<Record<string, string>> = {
  none: 'no express patent license',
  grant: 'patent license',
  retaliation: 'patent license that ends for those who sue over patents',
};

/** Category and flags in one line. */
export function flagsOf(license: ShownLicense): string {
  const { category, content, copyleft, triggers, patent, osi, fsf } = license;
  return [
    ...(category === undefined ? [] : [category]),
    ...(content === undefined ? [] : [`for ${content}`]),
    ...(copyleft === undefined || copyleft === 'none' ? [] : [`copyleft reaches the ${copyleft}`]),
    ...(triggers?.includes('network') === true ? ['network use counts'] : []),
    ...(patent === undefined ? [] : [PATENT[patent] ?? patent]),
    ...(osi === undefined ? [] : [osi ? 'approved by the OSI' : 'not approved by the OSI']),
    ...(fsf === undefined ? [] : [FSF[fsf]]),
  ].join(', ');
}

export const NOT_ADVICE = 'This is an explanation, not legal advice; the text of the license decides.';
export const DERIVED = 'Derived from category and flags; nobody has written an explanation for this license yet.';
