import { FINDING_TITLES } from '../../domain/finding.ts';

export interface CodeHelp {
  readonly title: string;
  readonly help: string;
}

const FINDING_HELP = {
  LIC001: 'The policy denies this license here. Replace the package, take another branch of an OR, or ask for a waiver.',
  LIC002:
    'The policy wants a person to look at this license. Ask whoever owns the policy; the answer becomes a rule, a choice or a waiver.',
  LIC003: 'Nobody states a license, so nobody granted one. Ask the author, or add a curation with evidence.',
  LIC004: 'The license text or expression could not be understood. Read the package, then add a curation bound to its file.',
  LIC005: 'The package refers to a license of its own that no entry of the policy classifies. Read it and classify it.',
  LIC006: 'The license does not go into the outbound license of the project. Replace the package or change how it is linked.',
  LIC007: 'A waiver ran out. Renew it with its owner or remove the package; until then the gate fails.',
  LIC008: 'What the package declares and what its files say are different licenses. Find out which is right and add a curation.',
  LIC009: 'The license of this package is not the one it had before. Read the new one before you upgrade.',
  LIC010: 'The license asks for something that nothing in the repository shows was done.',
  LIC011:
    'A package of this repository can be published and nobody could use it: it has no license. Add one, or mark it as private.',
  LIC012: 'Manifest, license file and headers of a package of this repository name different licenses. Find out which is meant.',
} as const satisfies Record<keyof typeof FINDING_TITLES, string>;

const POLICY_TITLES: Readonly<Record<string, string>> = {
  POL001: 'unknown key or id in the policy',
  POL002: 'the same thing is said twice',
  POL003: 'a rule or entry can never decide',
  POL004: 'an entry matched no package',
  POL005: 'a waiver, curation or choice was not needed',
  POL006: 'a waiver is expired, about to expire, or too long',
  POL007: 'a curation no longer fits its files',
  POL008: 'a license id is deprecated',
  POL009: 'a choice takes what the expression does not offer',
  POL010: 'the policy relaxes one that it extends',
  POL011: 'a test of the policy failed',
  POL012: 'one version is denied while "or later" stays open',
  POL013: 'the policy permits more than it did at the base',
};

const FINDINGS: Readonly<Record<string, CodeHelp>> = Object.fromEntries(
  Object.entries(FINDING_TITLES).map(([code, title]) => [code, { title, help: FINDING_HELP[code as keyof typeof FINDING_HELP] }]),
);

/** What a code means, in words that hold for every finding of it. */
export function codeHelp(code: string): CodeHelp {
  const title = POLICY_TITLES[code] ?? 'problem of the policy file';
  return (
    FINDINGS[code] ?? {
      title,
      help: `Lint of the policy file: ${title}. \`licet policy lint\` shows all of them with their places.`,
    }
  );
}

/** Codes of findings, in order. */
export const FINDING_CODES: readonly string[] = Object.keys(FINDING_TITLES).toSorted();
