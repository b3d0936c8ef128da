import type { CopyleftScope, LicenseCategory, LicenseRow } from '../license-data.ts';
import type { LicenseDescription, Obligation, Use } from './model.ts';

/** The facts that an explanation can be derived from. */
export interface Facts {
  readonly category: LicenseCategory;
  readonly copyleft: CopyleftScope;
  readonly network: boolean;
  readonly patent: LicenseRow['patent'];
  readonly content?: LicenseRow['content'];
  readonly isLgpl?: boolean;
}

type Derived = Pick<LicenseDescription, 'summary' | 'permits' | 'requires' | 'forbids' | 'watch'> & {
  readonly uses: Readonly<Record<Use, string>>;
};

/** What follows from category and flags alone: true of every license of the kind, and said with care. */
export function deriveExplanation(facts: Facts): Derived {
  const base = KINDS[facts.category];
  return {
    ...base,
    uses: {
      ...base.uses,
      ...(facts.copyleft !== 'none' && COPYLEFT[facts.copyleft]),
      ...(facts.network && NETWORK),
      ...contentUses(facts),
    },
    watch: [...base.watch, ...(facts.patent === 'retaliation' ? [RETALIATION] : [])],
  };
}

const RETALIATION = 'It grants patent rights, and takes them from those who bring patent claims over the work';

/** Stable words for the duties that category and flags bring about. */
export function obligationsOf({ category, copyleft, network, isLgpl }: Facts): readonly Obligation[] {
  const out: Obligation[] = [];
  if (category !== 'public-domain' && category !== 'unstated') out.push('keep-notices');
  if (copyleft === 'file') out.push('source-of-files');
  if (copyleft === 'library') out.push('source-of-library');
  if (copyleft === 'work' && category !== 'content') out.push('source-of-work');
  if (isLgpl === true) out.push('relinking');
  if (network) out.push('source-to-network-users');
  if (copyleft !== 'none') out.push('same-license');
  if (category === 'non-commercial') out.push('no-commercial-use');
  if (RESTRICTED.has(category)) out.push('restricted-use');
  if (category === 'proprietary' || category === 'commercial') out.push('agreement-needed');
  return out;
}

const RESTRICTED: ReadonlySet<LicenseCategory> = new Set([
  'permissive-restricted',
  'source-available',
  'ethical',
  'proprietary-free',
  'patent-only',
]);

const FREELY = 'Free; as a rule nothing is asked before you pass it on.';
const NO_COPY = 'As a rule nothing is owed to users who get no copy; code sent to browsers is a copy.';
const SHIP = 'Ship the copyright notices and the license text with it, for instance in a notices file.';
const KEEP = 'Keep notices and license text in the source.';
const NO_EFFECT = 'No effect on the license of your own code.';
const READ = 'Read its text: what is allowed is limited.';

const FREE_USES = {
  internal: FREELY,
  saas: NO_COPY,
  binary: SHIP,
  source: KEEP,
  modified: 'Allowed; mark changes where the text asks for it.',
  static: NO_EFFECT,
  dynamic: NO_EFFECT,
};
const LIMITED_USES = { internal: READ, saas: READ, binary: READ, source: READ, modified: READ, static: READ, dynamic: READ };
const NO_USES = {
  internal: 'Only with an agreement.',
  saas: 'Only with an agreement.',
  binary: 'Only with an agreement.',
  source: 'Only with an agreement.',
  modified: 'Only with an agreement.',
  static: 'Only with an agreement.',
  dynamic: 'Only with an agreement.',
};

const COPYLEFT: Readonly<Record<Exclude<CopyleftScope, 'none'>, Partial<Record<Use, string>>>> = {
  file: {
    binary: 'Ship notices and license text, and say where the source of its files can be had.',
    source: 'Its files stay under the license, with notices; files of your own beside them do not.',
    modified: 'Changes to its files come under the license when you pass them on, with source.',
    static: 'Copyleft ends at its files; your own keep their license.',
    dynamic: 'Copyleft ends at its files; your own keep their license.',
  },
  library: {
    binary: 'Ship notices and license text, and give or offer the source of the library.',
    source: 'The library stays under the license; a program that merely uses it need not.',
    modified: 'Changes to the library come under the license when you pass them on, with source.',
    static: 'Allowed under the conditions of its text, which often asks that users can relink.',
    dynamic: 'Your code keeps its license; the source of the library stays owed.',
  },
  work: {
    binary: 'The work as a whole goes under this license, with its complete source or an offer of it.',
    source: 'The work as a whole goes under this license.',
    modified: 'Changes come under the license when you pass them on, with source.',
    static: 'What is linked with it is passed on as one work under this license.',
    dynamic: 'Held by the FSF and many others to be one work, too; courts have not settled it. Ask before you ship.',
  },
};

const NETWORK: Partial<Record<Use, string>> = {
  saas: 'Use over a network counts: users of the service can ask for source, at least of changed versions.',
};

function contentUses({ content, copyleft }: Facts): Partial<Record<Use, string>> {
  if (content === undefined) return {};
  const what = { media: 'media', documentation: 'documentation', fonts: 'fonts', data: 'data' }[content];
  const linked = `Written for ${what}, not for code that is linked.`;
  const ship = copyleft === 'none' ? SHIP : `Ship notices and license text; adaptations of the ${what} stay under the license.`;
  return { static: linked, dynamic: linked, binary: ship };
}

const KINDS: Readonly<Record<LicenseCategory, Derived>> = {
  'public-domain': {
    summary: 'In effect no rights are reserved.',
    permits: ['use for any purpose', 'copying', 'changing', 'passing on'],
    requires: [],
    forbids: [],
    watch: [],
    uses: {
      ...FREE_USES,
      binary: 'As a rule nothing has to go with it.',
      source: 'As a rule nothing has to go with it.',
      modified: 'Allowed.',
    },
  },
  permissive: {
    summary: 'A permissive license: free use as long as notices and conditions are kept.',
    permits: ['use for any purpose', 'copying', 'changing', 'passing on'],
    requires: ['keep the copyright notices and the license text when you pass it on'],
    forbids: [],
    watch: [],
    uses: FREE_USES,
  },
  'permissive-restricted': {
    summary: 'Permissive but for a condition out of the ordinary, such as on advertising, fields of use or naming.',
    permits: ['copying, changing and passing on within the condition'],
    requires: ['keep the copyright notices and the license text when you pass it on', 'meet its own condition: read it'],
    forbids: [],
    watch: ['The condition is often incompatible with the GPL'],
    uses: FREE_USES,
  },
  'patent-only': {
    summary: 'A license of patents alone; copyright has to be licensed by another text.',
    permits: ['use of the patents that it names'],
    requires: [],
    forbids: [],
    watch: ['It gives no right to copy'],
    uses: LIMITED_USES,
  },
  'weak-copyleft': {
    summary: 'Weak copyleft: the work itself and changes to it stay free, what merely uses it may have another license.',
    permits: ['use for any purpose', 'copying', 'changing', 'passing on', 'use by works under other licenses'],
    requires: ['keep the copyright notices and the license text', 'give or offer the source of the covered part with binaries'],
    forbids: ['passing on the covered part under other terms'],
    watch: [],
    uses: FREE_USES,
  },
  'strong-copyleft': {
    summary: 'Strong copyleft: whoever passes on a work with it passes on the whole under this license, with source.',
    permits: ['use for any purpose', 'copying', 'changing', 'passing on with source'],
    requires: ['keep the copyright notices and the license text', 'the work as a whole under this license, with complete source'],
    forbids: ['further restrictions on recipients'],
    watch: [],
    uses: FREE_USES,
  },
  'network-copyleft': {
    summary: 'Copyleft that also begins with use over a network.',
    permits: ['use for any purpose', 'copying', 'changing', 'passing on with source'],
    requires: [
      'keep the copyright notices and the license text',
      'source for recipients and for users over a network, as its text says',
    ],
    forbids: ['further restrictions on recipients'],
    watch: ['How far it reaches in a system of services is often not settled'],
    uses: FREE_USES,
  },
  'source-available': {
    summary: 'The source can be read, and some uses are kept back: production, competing, hosting or selling.',
    permits: ['what its text permits'],
    requires: ['read the text before any use in a product or service'],
    forbids: ['the uses that its text keeps back'],
    watch: ['Not an open source license'],
    uses: LIMITED_USES,
  },
  'non-commercial': {
    summary: 'For use that is not commercial.',
    permits: ['use, copying and mostly changing for purposes that are not commercial'],
    requires: ['keep notices and give credit as its text says'],
    forbids: ['commercial use'],
    watch: ['Not an open source license'],
    uses: {
      ...LIMITED_USES,
      internal: "As a rule not in a company's business.",
      saas: 'Not in a commercial service.',
      binary: 'Not in a commercial product.',
    },
  },
  ethical: {
    summary: 'Use is bound to conditions on what it is used for, or by whom.',
    permits: ['use, copying and mostly changing within its conditions'],
    requires: ['keep within the conditions, and pass them on where its text says so'],
    forbids: ['the uses that its text names'],
    watch: ["Not an open source license by the OSI's definition"],
    uses: LIMITED_USES,
  },
  'proprietary-free': {
    summary: 'Proprietary and free of charge, within the limits of its text.',
    permits: ['what its text permits'],
    requires: ['read the text'],
    forbids: ['as a rule changing it, and passing it on in other ways than named'],
    watch: ['Not an open source license'],
    uses: LIMITED_USES,
  },
  commercial: {
    summary: 'A commercial license: use is bought.',
    permits: ['what your agreement says'],
    requires: ['an agreement with the owner'],
    forbids: ['use without one'],
    watch: [],
    uses: NO_USES,
  },
  proprietary: {
    summary: 'Proprietary: an agreement with the owner decides.',
    permits: [],
    requires: ['an agreement with the owner'],
    forbids: ['any use without one'],
    watch: [],
    uses: NO_USES,
  },
  content: {
    summary: 'Written for works other than programs: media, documents, fonts or data.',
    permits: ['use and passing on as its text says'],
    requires: ['keep notices and give credit as its text says'],
    forbids: [],
    watch: ['Think twice before using it for code'],
    uses: FREE_USES,
  },
  unstated: {
    summary: 'It names no license that says what is permitted.',
    permits: [],
    requires: ['find out which license is meant'],
    forbids: [],
    watch: [],
    uses: LIMITED_USES,
  },
};
