import { describe, expect, it } from 'vitest';
import { resolveInput } from '../../../src/ecosystems/nix/follows.ts';

const NODES = {
  root: { inputs: { a: 'a_2', b: 'b', loop: ['loop'] } },
  a_2: { inputs: {} },
  b: { inputs: { a: ['a'], deep: ['b', 'a'] } },
};

describe('follows', () => {
  it.each([
    ['b', 'b'],
    [['a'], 'a_2'],
    [['b', 'a'], 'a_2'],
    [['b', 'deep'], 'a_2'],
    [['loop'], undefined],
    [['b', 'absent'], undefined],
    [[], undefined],
    ['absent', undefined],
    [1, undefined],
    [['__proto__'], undefined],
  ])('%j leads to %s', (target, node) => {
    expect(resolveInput(target, NODES, 'root')).toBe(node);
  });
});
