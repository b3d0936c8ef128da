import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mix, rebar } from '../../../src/ecosystems/hex/index.ts';
import { parseTerms } from '../../../src/ecosystems/hex/terms.ts';
import { scanMemory } from '../../support/scan-folder.ts';

const shape = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === 'line' ? undefined : item)));

describe('terms', () => {
  it('reads Elixir maps, keywords, sigils and comments', () => {
    expect(shape(parseTerms('%{ # c\n "a": {:b, "1", [hex: :c, only: ~w(dev test)a]} }', 'elixir'))).toMatchInlineSnapshot(`
      [
        {
          "entries": [
            [
              {
                "kind": "text",
                "value": "a",
              },
              {
                "items": [
                  {
                    "kind": "atom",
                    "value": "b",
                  },
                  {
                    "kind": "text",
                    "value": "1",
                  },
                  {
                    "items": [
                      {
                        "items": [
                          {
                            "kind": "atom",
                            "value": "hex",
                          },
                          {
                            "kind": "atom",
                            "value": "c",
                          },
                        ],
                        "kind": "tuple",
                      },
                      {
                        "items": [
                          {
                            "kind": "atom",
                            "value": "only",
                          },
                          {
                            "items": [
                              {
                                "kind": "atom",
                                "value": "dev",
                              },
                              {
                                "kind": "atom",
                                "value": "test",
                              },
                            ],
                            "kind": "list",
                          },
                        ],
                        "kind": "tuple",
                      },
                    ],
                    "kind": "list",
                  },
                ],
                "kind": "tuple",
              },
            ],
          ],
          "kind": "map",
        },
      ]
    `);
  });

  it('ends an Erlang term at its full stop, not in a number', () => {
    expect(parseTerms('{a, 1.5}.\n% c\n[<<"b"/utf8>>].', 'erlang')).toHaveLength(2);
  });

  it('gives up on terms nested too deeply instead of overflowing the stack', () => {
    expect(parseTerms('['.repeat(100_000), 'erlang')).toEqual({ problem: 'terms nested too deeply', line: 1 });
  });

  it('is total', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('{', '}', '[', ']', ':', '"', '%', '#', '~', 'a', ',', '.', ' ', '\n', '<', '>', '=', '\\'),
        }),
        (text) => {
          expect(() => parseTerms(text, 'elixir')).not.toThrow();
          expect(() => parseTerms(text, 'erlang')).not.toThrow();
        },
      ),
    );
  });
});

describe('mix.lock', () => {
  it.each([
    ['', 'lockfile-unparsable'],
    ['%{', 'lockfile-unparsable'],
    ['[]', 'lockfile-unparsable'],
    ['<<<<<<< a\n=======\n>>>>>>> b\n', 'lockfile-merge-conflict'],
    ['%{"a": {:svn, "x"}}', 'lockfile-entry-invalid'],
    ['%{"a": {:hex, :a, "1", "", [:mix], [{:b, "~> 1", [optional: false]}], "hexpm"}}', 'lockfile-edge-unresolved'],
  ])('says what is wrong with %j', async (text, code) => {
    expect((await scanMemory({ 'mix.lock': text }, [mix])).diagnostics.map((item) => item.code)).toEqual([code]);
  });

  it('stays linear', async () => {
    const lock = (count: number): string =>
      `%{\n${Array.from({ length: count }, (_, at) => `"a${at}": {:hex, :a${at}, "1.0.0", "", [:mix], [{:a${(at * 7) % count}, "~> 1", []}], "hexpm", ""},`).join('\n')}\n}`;
    await scanMemory({ 'mix.lock': lock(500) }, [mix]);
    const measure = async (count: number): Promise<number> => {
      const before = performance.now();
      await scanMemory({ 'mix.lock': lock(count) }, [mix]);
      return performance.now() - before;
    };
    const [small, large] = [await measure(4000), await measure(16_000)];
    expect(large + small).toBeLessThan(25_000); // not a benchmark: only what grows with the square takes this long
  });
});

describe('rebar.lock', () => {
  it.each([
    ['', 'lockfile-unparsable'],
    ['{a, b}.', 'lockfile-unparsable'],
    ['[{<<"a">>,{raw,1},0}].', 'lockfile-entry-invalid'],
  ])('says what is wrong with %j', async (text, code) => {
    expect((await scanMemory({ 'rebar.lock': text }, [rebar])).diagnostics.map((item) => item.code)).toEqual([code]);
  });
});
