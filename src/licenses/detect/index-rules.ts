/** The part of the index that is not license text: names, phrases, URLs, exceptions. Words are dictionary ids. */
export interface IndexRules {
  readonly phrases: readonly PhraseRule[];
  readonly urls: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<WordList, readonly number[]>>;
  readonly ids: readonly string[];
  readonly exceptionIds: readonly string[];
  readonly categories: Readonly<Record<string, string>>;
}

type WordList =
  | 'trigger'
  | 'verb'
  | 'filler'
  | 'skip'
  | 'heading'
  | 'either'
  | 'alternative'
  | 'later'
  | 'only'
  | 'negation'
  | 'restrictive'
  | 'disclaiming'
  | 'limiting'
  | 'granting'
  | 'refusing'
  | 'refusal';

/**
 * What a word sequence says.
 * - `name`: a license's name; counts where the words around it say that something is licensed under it.
 * - `title`: a name so particular that it counts wherever it stands as a heading or after a trigger.
 * - `phrase`: a sentence that says it all by itself.
 * - `exception`: a phrase of an exception's notice; joins the license beside it by WITH.
 * - `silent`: a sequence that looks like a name and is none.
 */
type PhraseKind = 'name' | 'title' | 'phrase' | 'exception' | 'silent';

export interface PhraseRule {
  readonly words: readonly number[];
  readonly kind: PhraseKind;
  /** An SPDX expression, or a GNU family (`GPL`, `LGPL`, `AGPL`, `GFDL`) whose version the notice tells. */
  readonly expression: string;
  /** The name tells no version: a better detection of the same license in the file replaces it. */
  readonly weak?: true;
}
