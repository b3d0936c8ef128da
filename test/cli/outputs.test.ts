import { describe, expect, it } from 'vitest';
import { parseOutputs } from '../../src/cli/outputs.ts';
import { UsageError } from '../../src/domain/usage-error.ts';

const FORMATS = ['json', 'sarif', 'markdown'] as const;

describe('-o FORMAT[=FILE]', () => {
  it('takes a file after the first equals sign, so a file name may hold one', () => {
    expect(parseOutputs(['json=a=b.json', 'sarif'], FORMATS)).toEqual([
      { format: 'json', file: 'a=b.json' },
      { format: 'sarif' },
    ]);
  });

  it('reads `-` as standard output', () => {
    expect(parseOutputs(['json=-'], FORMATS)).toEqual([{ format: 'json' }]);
  });

  it('suggests the format that was meant', () => {
    expect(() => parseOutputs(['sarfi'], FORMATS)).toThrow(expect.objectContaining({ hint: 'did you mean `sarif`?' }));
  });

  it('refuses two formats on standard output, which nobody could tell apart', () => {
    expect(() => parseOutputs(['json', 'sarif'], FORMATS)).toThrow(UsageError);
  });

  it('refuses an empty file name', () => {
    expect(() => parseOutputs(['json='], FORMATS)).toThrow('names no file');
  });
});
