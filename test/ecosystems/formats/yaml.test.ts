import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/ecosystems/formats/yaml.ts';

function read(text: string): ReturnType<typeof readYaml> {
  return readYaml({ path: 'a.yaml', text: () => text, bytes: () => new TextEncoder().encode(text) }, 'manifest-unparsable');
}

// Compose files, workflows and many more are written like this, and every tool that reads them takes it.
describe('flow collections that are indented less than YAML 1.2 asks', () => {
  it.each<[string, string, unknown]>([
    ['a bracket under its key', 'a:\n  b: [\n    "x",\n    y\n  ]\n  c: d\n', { a: { b: ['x', 'y'], c: 'd' } }],
    ['a brace with a remark', 'a: {\n  b: c\n} # end\nd: e\n', { a: { b: 'c' }, d: 'e' }],
    ['entries, too', 'a: [\nb,\nc\n]\n', { a: ['b', 'c'] }],
    ['several', 'a: [\n  b\n]\nc: [\n  d: {\n  e: f\n  }\n]\n', { a: ['b'], c: [{ d: { e: 'f' } }] }],
  ])('%s', (_name, text, value) => {
    expect(read(text)).toEqual({ value: [value] });
  });

  it('leaves a bracket in a text alone where nothing has to be mended', () => {
    expect(read('a: |\n  x\n  ]\n')).toEqual({ value: [{ a: 'x\n]\n' }] });
  });

  it('still says what is wrong, and where it is written', () => {
    expect(read('a: [\n  b\n]\nc: [\n').problem).toMatchObject({
      code: 'manifest-unparsable',
      line: expect.any(Number) as number,
    });
  });

  it('gives up on a file that has it wrong in every line, instead of reading it once for each', () => {
    expect(read(`a: [\n${'b,\n'.repeat(10_000)}]\n`).problem?.message).toMatch('deficient indentation');
  });
});
