import type { Ecosystem } from '../ecosystem.ts';
import { cardReader } from './read-card.ts';
import { codeReader } from './read-code.ts';
import { commandsReader } from './read-commands.ts';
import { modelReader } from './read-model-directory.ts';
import { weightsReader } from './read-weights.ts';

/** Machine-learning models and datasets: those in the tree, what they were made from, and what code loads by name. */
export const huggingface: Ecosystem = {
  id: 'huggingface',
  title: 'Machine-learning models and datasets',
  purlTypes: ['huggingface'],
  readers: [modelReader, cardReader, weightsReader, codeReader, commandsReader],
  capabilities: { graph: 'direct', scopes: true, hashes: false, origins: false, workspaces: false, licenses: ['manifest'] },
};
