import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalls } from '../../../src/ecosystems/formats/calls.ts';

describe('Starlark calls', () => {
  it('reads literal arguments and leaves expressions open', () => {
    const [call] = readCalls('# c\nf(\n  "a", name = \'b\', dev = True, list = ["x", y, "z"], joined = "p" + "q", *rest)\n');
    expect(call).toEqual({
      name: 'f',
      line: 2,
      positional: ['a', undefined],
      named: new Map<string, unknown>([
        ['name', 'b'],
        ['dev', true],
        ['list', ['x', undefined, 'z']],
        ['joined', undefined],
      ]),
    });
  });

  it('ends on any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('f', '(', ')', '[', ']', '{', '}', ',', '=', '"', "'", '#', '\n', ' ') }),
        (text) => {
          expect(() => readCalls(text)).not.toThrow();
        },
      ),
      { numRuns: 2000 },
    );
    expect(readCalls('f('.repeat(50_000)).length).toBe(1);
    expect(readCalls('f(]').length).toBe(1);
    expect(readCalls('f([}], }{ ) g(1)').length).toBeGreaterThan(0);
  });
});
