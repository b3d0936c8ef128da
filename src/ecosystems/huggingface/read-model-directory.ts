import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ReadGroup, Reader } from '../ecosystem.ts';
import { readJson } from '../formats/json.ts';
import { namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { textField } from '../formats/values.ts';
import { cardProject, namedByCard } from './card-project.ts';
import { readModelCard } from './front-matter.ts';
import { isUnpinned, toHubPackage } from './hub-package.ts';

/** The settings that `transformers`, `peft` and `diffusers` save with a model. */
export const MODEL_SETTINGS = ['adapter_config.json', 'model_index.json', 'generation_config.json', 'tokenizer_config.json'];

/** Reads the directory of a model: its settings, with the model card beside. */
export const modelReader: Reader = {
  id: 'huggingface-model',
  version: 2,
  kind: 'manifest',
  claims: MODEL_SETTINGS,
  group: 'directory',
  read,
};

function read({ root, files, fs }: ReadGroup): ReadResult {
  const [first] = files;
  if (first === undefined) return unreadable();
  const diagnostics: Diagnostic[] = [];
  const named: NamedPackage[] = [];
  for (const file of files) {
    const { value, problem } = readJson(file, { failure: 'manifest-unparsable', keyDepth: 1 });
    if (problem !== undefined) {
      diagnostics.push(problem);
      continue;
    }
    diagnostics.push(...value.diagnostics);
    const key = file.path.endsWith('adapter_config.json') ? 'base_model_name_or_path' : '_name_or_path';
    const id = textField(value.root, key);
    const line = value.keys.line(key);
    const revision = textField(value.root, 'revision');
    const use = { id: id ?? '', type: 'machine-learning-model' as const, ...(line !== undefined && { line }) };
    const item = toHubPackage({ ...use, ...(revision !== undefined && { revision }) }, file.path);
    if (item !== undefined) named.push({ item, scope: 'runtime' });
  }
  const readme = siblingFile(fs, pathIn(root, 'README.md'), diagnostics);
  const card = readme === undefined ? undefined : readModelCard(readme);
  if (card !== undefined && readme !== undefined) named.push(...namedByCard(card, readme.path));
  if (isUnpinned(named))
    diagnostics.push(diagnostic('version-unresolved', 'models and datasets are named without a revision', { path: first.path }));
  const project = { ...cardProject(root, first.path, card), type: 'machine-learning-model' as const };
  const result = namedByProject(project, named, diagnostics);
  return result.packages.length === 0 ? { ...result, packages: [project] } : result;
}
