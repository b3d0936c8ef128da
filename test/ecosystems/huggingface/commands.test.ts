import { describe, expect, it } from 'vitest';
import { usesInCommands } from '../../../src/ecosystems/huggingface/command-uses.ts';
import { scanMemory } from '../../support/scan-folder.ts';

describe('commands that name models', () => {
  it.each([
    ['hf download acme/words --local-dir x', ['acme/words']],
    ['huggingface-cli download bert-base-uncased config.json', ['bert-base-uncased']],
    ['RUN pip install vllm && \\\n    hf download --repo-type=dataset acme/data', ['acme/data']],
    ['vllm serve "acme/llama-8b" --port 80', ['acme/llama-8b']],
    ['exec python -m vllm.entrypoints.openai.api_server --port 80 --model acme/a', ['acme/a']],
    ['text-generation-launcher \\\n  --model-id=acme/b \\\n  --revision main', ['acme/b']],
    ['hf download acme/one; hf download acme/two', ['acme/one', 'acme/two']],
    ['hf download "$MODEL"', []],
    ['hf download acme/$NAME', []],
    ['# hf download acme/words', []],
    ['echo vllm serves acme/words', []],
    ['vllm serve ./models/own', []],
    ['hf upload acme/words', []],
  ])('%j', (text, ids) => {
    expect(usesInCommands(text).map(({ id }) => id)).toEqual(ids);
  });

  it('are read in linear time', () => {
    expect(usesInCommands(`vllm.entrypoints.a ${'--mode '.repeat(200_000)}`)).toEqual([]);
    expect(usesInCommands('hf download "\\\n'.repeat(50_000))).toEqual([]);
  });

  it('are in the inventory, and a script without any counts as nothing', async () => {
    const commit = '0123456789abcdef0123456789abcdef01234567';
    const { components, inputs, diagnostics } = await scanMemory({
      'serve/run.sh': `#!/bin/sh\nhf download acme/words --revision ${commit}\nvllm serve gpt2\n`,
      'build.sh': 'make all\n',
    });
    expect(components.map(({ id }) => id)).toEqual([
      `pkg:huggingface/acme/words@${commit}`,
      'pkg:huggingface/openai-community/gpt2',
      'serve#huggingface:serve',
    ]);
    expect(inputs.map(({ path }) => path)).toEqual(['serve/run.sh']);
    expect(diagnostics.map(({ code, line }) => `${code} ${line ?? ''}`)).toEqual(['version-unresolved 3']);
  });
});
