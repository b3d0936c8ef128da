import type { HubUse } from './hub-package.ts';

// What training and serving tools call it in their settings (transformers, trl, axolotl, accelerate, text-generation-inference).
const KEYS =
  /^\s*-?\s*["']?(model_name_or_path|pretrained_model_name_or_path|base_model|base_model_name_or_path|tokenizer_name_or_path|adapter_name_or_path|hf_model_id|HF_MODEL_ID|hf_model_name|hub_model_id|dataset_name_or_path|hf_dataset_id)["']?\s*[:=]\s*["']?([\w.-]+\/[\w.-]+)["']?\s*,?\s*(?:#.*)?$/;

/** Ids in settings (YAML, JSON, TOML, `.env`), a line each; `base_model: owner/name`. */
export function usesInSettings(text: string): HubUse[] {
  if (!/model|dataset|tokenizer|MODEL/.test(text)) return [];
  return text.split('\n').flatMap((row, index) => {
    const [, key = '', id] = row.length > 400 ? [] : (KEYS.exec(row.replace(/\r$/, '')) ?? []);
    if (id === undefined) return [];
    return [{ id, type: key.includes('dataset') ? ('data' as const) : ('machine-learning-model' as const), line: index + 1 }];
  });
}
