import type { RawLicense } from '../../domain/license.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { valueLines } from '../formats/value-lines.ts';
import { field, textField } from '../formats/values.ts';
import { readYaml } from '../formats/yaml.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import type { HubType } from './hub-package.ts';

/** What the metadata of a model card says (huggingface/hub-docs, modelcard.md). */
export interface ModelCard {
  /** Of a dataset when the card describes its contents, of a model when it says what the model does or comes from. */
  readonly subject?: HubType;
  readonly name?: string;
  readonly licenses: readonly RawLicense[];
  /** Ids of the models that this one was made from. */
  readonly baseModels: readonly string[];
  /** Ids of the datasets that it was trained on. */
  readonly datasets: readonly string[];
  /** Line of an id. */
  readonly lineOf: (id: string) => number | undefined;
}

/** Reads the block between `---` lines at the top of a README.md; `undefined` when there is none, or no YAML in it. */
export function readModelCard(file: ClaimedFile): ModelCard | undefined {
  const block = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(file.text())?.[1];
  if (block === undefined) return undefined;
  // One more line above, so that lines are those of the file.
  const text = `\n${block}`;
  const { value: documents } = readYaml({ ...file, text: () => text }, 'manifest-unparsable');
  const [card] = documents ?? [];
  if (card === undefined) return undefined;
  const name = textField(card, 'model_name') ?? textField(card, 'pretty_name');
  const subject = subjectOf(card);
  const lines = new Map<string, number>();
  text.split('\n').forEach((row, index) => {
    const id = /^\s*(?:-|base_model:|datasets:)\s*["']?([\w.-]+\/[\w.-]+)["']?\s*$/.exec(row)?.[1];
    if (id !== undefined && !lines.has(id)) lines.set(id, index + 1);
  });
  return {
    ...(subject !== undefined && { subject }),
    ...(name !== undefined && { name }),
    licenses: licensesOf(card, file.path, text),
    baseModels: ids(field(card, 'base_model')),
    datasets: ids(field(card, 'datasets')),
    lineOf: (id) => lines.get(id),
  };
}

// Many documents have a block with `title` and `license`: these keys are of cards alone (hub-docs, modelcard.md and datasetcard.md).
const OF_MODELS = ['pipeline_tag', 'library_name', 'base_model', 'base_model_relation', 'model_name', 'model-index', 'datasets'];
const OF_DATASETS = ['dataset_info', 'task_categories', 'size_categories', 'annotations_creators', 'configs', 'pretty_name'];

function subjectOf(card: unknown): HubType | undefined {
  if (OF_DATASETS.some((key) => field(card, key) !== undefined)) return 'data';
  return OF_MODELS.some((key) => field(card, key) !== undefined) ? 'machine-learning-model' : undefined;
}

// `license: other` says that `license_name` and `license_link` do.
function licensesOf(card: unknown, path: string, text: string): RawLicense[] {
  const license = textField(card, 'license');
  const raw = license === 'other' ? (textField(card, 'license_name') ?? textField(card, 'license_link') ?? license) : license;
  if (raw === undefined || raw === '') return [];
  const line = valueLines(text, /license|license_name|license_link/).get(raw)?.[0]?.line;
  return manifestLicense(raw, { path, line });
}

function ids(value: unknown): string[] {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return list.filter((id): id is string => typeof id === 'string' && /^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(id));
}
