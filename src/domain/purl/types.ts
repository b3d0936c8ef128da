/**
 * What a purl type asks of its parts. Facts of the type definitions of package-url/purl-spec (types/*.json, read at
 * 16f3d0e); a type without a row has no rules of its own.
 */
export interface PurlTypeRules {
  /** Default: `optional`. */
  readonly namespace?: 'required' | 'prohibited';
  /** Parts that are not case-sensitive and therefore written in lower case. */
  readonly lowerCase?: readonly ('namespace' | 'name' | 'version')[];
  /** Parts that are written in upper case. */
  readonly upperCase?: readonly 'namespace'[];
  /** Qualifiers without which the name means nothing. */
  readonly requiredQualifiers?: readonly string[];
  readonly namePattern?: RegExp;
  readonly versionPattern?: RegExp;
  /** The characters of a name that are written as another one, after the case rule. */
  readonly replaceInName?: { readonly pattern: RegExp; readonly by: string };
  /** The namespace is one segment, everything after it is the name (`git`: host, then the path on it). */
  readonly nameHoldsSlashes?: true;
  /** Upper-case qualifier keys are folded even by a strict parser. */
  readonly foldsQualifierKeys?: true;
  /** Names are not case-sensitive on servers whose `repository_url` matches. */
  readonly lowerCaseNameAt?: RegExp;
}

const lowerAll = { lowerCase: ['namespace', 'name'] } as const;
const distribution = { namespace: 'required', ...lowerAll } as const;
const plain = { namespace: 'prohibited' } as const;
const plainLower = { namespace: 'prohibited', lowerCase: ['name'] } as const;

const TABLE: Readonly<Record<string, PurlTypeRules>> = {
  alpm: distribution,
  apk: distribution,
  bazel: plain,
  bitbucket: distribution,
  bitnami: plainLower,
  brew: lowerAll,
  cargo: plain,
  'chrome-extension': { ...plainLower, namePattern: /^[a-p]{32}$/, versionPattern: /^\d+(\.\d+){0,3}$/ },
  cocoapods: plain,
  composer: distribution,
  conda: plain,
  // A module name (`LWP::UserAgent`) is not a distribution name; the author id is upper case.
  cpan: { upperCase: ['namespace'], namePattern: /^(?!.*::)/s },
  cran: plain,
  deb: distribution,
  gem: plain,
  // The definition says case-sensitive, its tests want lower case: the tests are what others implement.
  git: { namespace: 'required', lowerCase: ['namespace', 'name'], nameHoldsSlashes: true },
  github: distribution,
  // Two departures. The definition says both "case_sensitive: true" and "shall be lowercased" (purl-spec#308): module
  // paths are case-sensitive to the module proxy, so the case stays. And it requires a namespace, which modules
  // such as `gotest.tools` do not have.
  golang: {},
  hackage: plain,
  hex: lowerAll,
  huggingface: { namespace: 'required', lowerCase: ['version'] },
  julia: { ...plain, requiredQualifiers: ['uuid'] },
  luarocks: lowerAll,
  // tests/types/maven-test.json wants `repositorY_url` folded where gem-test.json and rpm-test.json want a failure.
  maven: { namespace: 'required', foldsQualifierKeys: true },
  mlflow: { ...plain, lowerCaseNameAt: /^https?:\/\/[^/]*databricks/i },
  nuget: plain,
  oci: { namespace: 'prohibited', lowerCase: ['name', 'version'] },
  opam: plain,
  otp: plainLower,
  pub: { ...plainLower, replaceInName: { pattern: /[^a-z0-9_]/g, by: '_' } },
  pypi: { namespace: 'prohibited', lowerCase: ['name', 'version'], replaceInName: { pattern: /_/g, by: '-' } },
  qpkg: { namespace: 'required', lowerCase: ['namespace'] },
  rpm: { namespace: 'required', lowerCase: ['namespace'] },
  swid: { requiredQualifiers: ['tag_id'] },
  swift: { namespace: 'required' },
  vcpkg: plain,
  'vscode-extension': { namespace: 'required', lowerCase: ['namespace', 'name', 'version'] },
  yocto: { lowerCase: ['namespace'] },
};

const NO_RULES: PurlTypeRules = {};

/** The rules of a (lower-case) type. */
export function rulesOf(type: string): PurlTypeRules {
  return Object.hasOwn(TABLE, type) ? (TABLE[type] ?? NO_RULES) : NO_RULES;
}
