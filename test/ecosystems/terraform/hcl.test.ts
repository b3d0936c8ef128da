import { describe, expect, it } from 'vitest';
import { readHcl } from '../../../src/ecosystems/terraform/blocks.ts';

describe('HCL', () => {
  it.each([
    ['a comprehension over an object', 'a = { for k, v in {\n  x = "y"\n} : k => v if v != "z" }'],
    [
      'a comprehension in a call',
      'a = merge(\n  { for k, v in {\n    x = try(y.z, null)\n  } : k => v if !contains(["A"], lookup(v, "t", "S")) },\n)',
    ],
    ['a comprehension in a list', 'a = flatten([\n  for k, v in { x = { y = 1 } } : [\n    for w in v : { n = w }\n  ]\n])'],
    ['a computed key', 'a = {\n  (var.x) = { y = "z" }\n  "b" = 1\n}'],
    ['an attribute that is called so', 'a = {\n  for = { y = "z" }\n}'],
    ['a condition over lines', 'a = var.x ? {\n  y = "z"\n} : {}'],
  ])('goes on behind %s', (_name, value) => {
    const { blocks, brokenAt } = readHcl(`locals {\n${value}\n}\nmodule "m" {\n  source = "./m"\n}\n`);
    expect(brokenAt).toBeUndefined();
    expect(blocks.map(({ type }) => type)).toEqual(['locals', 'module']);
    expect(blocks[1]?.attributes.get('source')).toBe('./m');
  });

  it('says where it is broken', () => {
    expect(readHcl('module "m" {\n  source = "./m"\n').brokenAt).toBe(1);
    expect(readHcl('a = { for x in {\n').brokenAt).toBeUndefined();
    expect(readHcl('}').brokenAt).toBe(1);
  });
});
