import type { HubUse } from './hub-package.ts';

const ID = String.raw`["']?([A-Za-z0-9][\w.-]*(?:\/[\w.-]+)?)["']?(?=[\s\\;&|)]|$)`;

/**
 * Commands that fetch or serve a model: `hf download owner/name`, `vllm serve owner/name`, and servers that are given it as an
 * option (huggingface_hub "Command Line Interface"; vLLM, SGLang, text-generation-inference, text-embeddings-inference).
 */
const COMMANDS: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:huggingface-cli|hf)[ \t]+download[ \t]+(?:--[\w-]+=\S+[ \t]+)*${ID}`),
  new RegExp(String.raw`\bvllm[ \t]+serve[ \t]+${ID}`),
  new RegExp(
    String.raw`\b(?:text-generation-launcher|text-embeddings-router|sglang\.launch_server|vllm\.entrypoints\.[\w.]+)\b.{0,500}?[ \t]--(?:model|model-id|model-path)[= \t]${ID}`,
  ),
];

const WORTH_READING = /huggingface-cli|\bhf\s+download|vllm|sglang|text-generation-launcher|text-embeddings-router/;
const LONGEST_COMMAND = 4000;

/**
 * Ids of models and datasets in the commands of shell scripts, Dockerfiles and makefiles, which go on over lines that end in `\`.
 * Nothing is evaluated: an id with a variable in it is not seen.
 */
export function usesInCommands(text: string): HubUse[] {
  if (!WORTH_READING.test(text)) return [];
  return commandsOf(text).flatMap(({ command, line }) => {
    const id = COMMANDS.map((pattern) => pattern.exec(command)?.[1]).find((found) => found !== undefined);
    if (id === undefined) return [];
    const revision = /\s--revision[= ]["']?([\w./-]+)/.exec(command)?.[1];
    const type = /\s--repo-type[= ]["']?dataset\b/.test(command) ? ('data' as const) : ('machine-learning-model' as const);
    return [{ id, type, line, ...(revision !== undefined && { revision }) }];
  });
}

// One for each line, and for each part of it that `&&`, `;` or `|` divides; comments are left out.
function commandsOf(text: string): { command: string; line: number }[] {
  const commands: { command: string; line: number }[] = [];
  let open = '';
  let start = 1;
  for (const [index, raw] of text.split('\n').entries()) {
    const row = raw.replace(/\r$/, '').replace(/^\s*#.*$|\s#\s.*$/, '');
    if (open === '') start = index + 1;
    if (row.endsWith('\\') && open.length < LONGEST_COMMAND) {
      open += `${row.slice(0, -1)} `;
      continue;
    }
    for (const command of (open + row).slice(0, LONGEST_COMMAND).split(/&&|\|\|?|;/)) commands.push({ command, line: start });
    open = '';
  }
  return commands;
}
