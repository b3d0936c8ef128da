import { makePurl } from '../../domain/purl.ts';
import type { ThirdPartyPackage } from '../../domain/read-result.ts';
import type { NamedPackage } from '../formats/named-packages.ts';

export type HubType = 'machine-learning-model' | 'data';

/** A model or dataset of the Hugging Face Hub, as some file names it. */
export interface HubUse {
  /** `owner/name`, or one of the names from before there were owners (`gpt2`). */
  readonly id: string;
  readonly type: HubType;
  /** A commit, a tag or a branch. */
  readonly revision?: string;
  readonly line?: number;
}

/** One use as a package; `undefined` when it is no id: a path on the disk of whoever trained the model, for example. */
export function toHubPackage({ id, type, revision, line }: HubUse, path: string): ThirdPartyPackage | undefined {
  const full = (type === 'machine-learning-model' ? WITHOUT_OWNER.get(id) : undefined) ?? id;
  const [, owner, name] = /^([A-Za-z0-9][\w.-]{0,95})\/([\w-][\w.-]{0,95})$/.exec(full) ?? [];
  if (owner === undefined || name === undefined) return undefined;
  // purl-spec's type is for models; a dataset of the same name is another thing. Its version is a commit: a branch moves.
  const isCommit = /^[0-9a-f]{40}$/i.test(revision ?? '');
  const subject = type === 'data' ? { namespace: `datasets/${owner}`, name } : { namespace: owner, name };
  const purl = makePurl({ type: 'huggingface', ...subject, ...(isCommit && { version: revision }) });
  return purl === undefined
    ? undefined
    : {
        kind: 'third-party',
        key: purl,
        purl,
        name: full,
        type,
        resolution: isCommit ? 'locked' : 'declared',
        occurrences: [{ path, ...(line !== undefined && { line }) }],
        ...(!isCommit && revision !== undefined && { requirement: revision }),
      };
}

/** Whether something that is named is not pinned to a commit. */
export function isUnpinned(named: readonly NamedPackage[]): boolean {
  return named.some(({ item }) => item.kind === 'third-party' && item.resolution === 'declared');
}

/**
 * The names that the Hub still takes without an owner, and whose they are (its redirects): those that transformers 4.36 writes
 * without one, and later versions and others' code with one.
 */
const WITHOUT_OWNER: ReadonlyMap<string, string> = new Map(
  (
    [
      ['albert', 'albert-base-v1 albert-base-v2 albert-large-v2 albert-xxlarge-v2'],
      [
        'distilbert',
        'distilbert-base-uncased distilbert-base-cased distilbert-base-multilingual-cased distilgpt2 distilroberta-base distilbert-base-cased-distilled-squad distilbert-base-uncased-finetuned-sst-2-english',
      ],
      [
        'FacebookAI',
        'roberta-base roberta-large roberta-large-mnli xlm-roberta-base xlm-roberta-large xlm-mlm-en-2048 xlm-mlm-enro-1024',
      ],
      [
        'google-bert',
        'bert-base-uncased bert-base-cased bert-large-uncased bert-large-cased bert-base-multilingual-cased bert-base-multilingual-uncased bert-base-chinese bert-base-german-cased bert-base-cased-finetuned-mrpc bert-large-cased-whole-word-masking-finetuned-squad bert-large-uncased-whole-word-masking-finetuned-squad',
      ],
      ['google-t5', 't5-small t5-base t5-large t5-3b t5-11b'],
      ['openai-community', 'gpt2 gpt2-medium gpt2-large gpt2-xl openai-gpt roberta-base-openai-detector'],
      ['Salesforce', 'ctrl'],
      ['almanach', 'camembert-base'],
      ['transfo-xl', 'transfo-xl-wt103'],
      ['xlnet', 'xlnet-base-cased xlnet-large-cased'],
    ] as const
  ).flatMap(([owner, names]) => names.split(' ').map((name) => [name, `${owner}/${name}`] as const)),
);
