import { readCallsAnywhere, textArgument, type CallOfLiterals } from '../formats/calls.ts';
import type { HubType, HubUse } from './hub-package.ts';

interface Loader {
  readonly type: HubType;
  /** Names of the argument with the id. */
  readonly names: readonly string[];
  /** Its place among the others. */
  readonly at?: number;
}

const model = (at: number | undefined, ...names: readonly string[]): Loader => ({
  type: 'machine-learning-model',
  names,
  ...(at !== undefined && { at }),
});
const NAME_OR_PATH = ['pretrained_model_name_or_path', 'model_name_or_path', 'model_id', 'model_name', 'model'] as const;

/** Calls that load something by its id, by the last part of their name (the documentation of each library). */
const LOADERS: ReadonlyMap<string, Loader> = new Map([
  ['from_pretrained', model(0, ...NAME_OR_PATH)],
  ['from_single_file', model(0, 'pretrained_model_link_or_path')],
  ['load_lora_weights', model(0, 'pretrained_model_name_or_path_or_dict')],
  ['hf_hub_download', model(0, 'repo_id')],
  ['snapshot_download', model(0, 'repo_id')],
  ['cached_download', model(undefined, 'repo_id')],
  ['InferenceClient', model(0, 'model')],
  ['pipeline', model(1, 'model')],
  ['SentenceTransformer', model(0, 'model_name_or_path')],
  ['CrossEncoder', model(0, 'model_name_or_path', 'model_name')],
  ['HuggingFaceEmbeddings', model(undefined, 'model_name', 'model')],
  ['HuggingFaceEmbedding', model(0, 'model_name')],
  ['WhisperModel', model(0, 'model_size_or_path')],
  ['LLM', model(0, 'model')],
  ['load_dataset', { type: 'data', names: ['path'], at: 0 }],
]);

const WORTH_READING = new RegExp(`\\b(?:${[...LOADERS.keys()].join('|')})\\s*\\(`);

/**
 * Ids of models and datasets that Python or JavaScript code loads: literals, and names that a literal was given. Calls are
 * read and nothing is evaluated, so an id that is put together is not seen.
 */
export function usesInCode(text: string): HubUse[] {
  if (!WORTH_READING.test(text)) return [];
  const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
  return readCallsAnywhere(text, (name) => LOADERS.has(lastPart(name))).flatMap((call) => {
    const loader = LOADERS.get(lastPart(call.name));
    const id = loader === undefined ? undefined : argument(call, loader);
    if (loader === undefined || id === undefined) return [];
    const revision = textArgument(call, 'revision');
    const type = textArgument(call, 'repo_type') === 'dataset' ? 'data' : loader.type;
    return [{ id, type, line: call.line, ...(revision !== undefined && { revision }) }];
  });
}

function argument(call: CallOfLiterals, { names, at }: Loader): string | undefined {
  return names.map((name) => textArgument(call, name)).find((text) => text !== undefined) ?? textArgument(call, '', at);
}

/** The code in the cells of a notebook, line by line; `undefined` when it is none. */
export function codeOfNotebook(text: string): string | undefined {
  try {
    const { cells } = JSON.parse(text) as { cells?: unknown };
    if (!Array.isArray(cells)) return undefined;
    return (cells as readonly unknown[])
      .flatMap((cell) => {
        const { cell_type: type, source } = (cell ?? {}) as { cell_type?: unknown; source?: unknown };
        if (type !== 'code') return [];
        return Array.isArray(source) ? [source.join('')] : typeof source === 'string' ? [source] : [];
      })
      .join('\n');
  } catch {
    return undefined; // a notebook is nobody's lockfile: an unreadable one is not worth a warning
  }
}
