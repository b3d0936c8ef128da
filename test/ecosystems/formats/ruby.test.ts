import { describe, expect, it } from 'vitest';
import { readCall, textsOf } from '../../../src/ecosystems/formats/ruby/calls.ts';
import { rubyStatements } from '../../../src/ecosystems/formats/ruby/statements.ts';
import { rubyTokens } from '../../../src/ecosystems/formats/ruby/tokens.ts';

const statements = (text: string): ReturnType<typeof rubyStatements> => rubyStatements(rubyTokens(text));

function onlyCall(text: string): ReturnType<typeof readCall> {
  return readCall(statements(text)[0]?.tokens ?? []);
}

describe('literal Ruby', () => {
  it.each([
    ['gem "a", "~> 1", ">= 1.2"', ['a', '~> 1', '>= 1.2']],
    ["gem 'a' # comment 'b'", ['a']],
    ['gem("a")', ['a']],
    ['s.add_dependency(%q<a>.freeze, [">= 0"])', ['a', '>= 0']],
    ['gem "a",\n  "1"', ['a', '1']],
    ['gem "a", \\\n "1"', ['a', '1']],
  ])('reads the arguments of %j', (text, expected) => {
    expect(onlyCall(text)?.args.flatMap((arg) => textsOf(arg) ?? [])).toEqual(expected);
  });

  it('reads options in every spelling', () => {
    const call = onlyCall('gem "a", group: [:x, :y], :path => "p", "git" => %w[u v], require: false if ENV["X"]');
    expect(textsOf(call?.options.get('group'))).toEqual(['x', 'y']);
    expect(textsOf(call?.options.get('path'))).toEqual(['p']);
    expect(textsOf(call?.options.get('git'))).toEqual(['u', 'v']);
    expect(call?.conditional).toBe(true);
  });

  it('does not take an interpolated or a computed text for a literal', () => {
    expect(onlyCall('gem "a-#{x}"')?.args).toEqual([{ kind: 'other' }]);
    expect(onlyCall('gem "a" + "b"')?.args).toEqual([{ kind: 'other' }]);
    expect(onlyCall('gem name')?.args).toEqual([{ kind: 'other' }]);
  });

  it.each([
    'group :a do\n  gem "x"\nend\ngem "y"',
    'group(:a) { gem "x" }\ngem "y"',
    'group :a do gem "x" end; gem "y"',
    'group :a do\n  x = if true\n    1\n  end\n  gem "x" unless x\nend\ngem "y"',
  ])('closes what it opens in %j', (text) => {
    let depth = 0;
    const depths = statements(text).flatMap(({ tokens, block }) => {
      if (block === 'opens') depth += 1;
      if (block === 'closes') depth -= 1;
      return readCall(tokens)?.name === 'gem' ? [depth] : [];
    });
    expect(depths).toEqual([1, 0]);
  });

  it('skips heredocs, =begin blocks and what stands behind __END__', () => {
    const text = 'x = <<~A\n  gem "no"\nA\n=begin\ngem "no"\n=end\ngem "yes"\n__END__\ngem "no"\n';
    const names = statements(text).flatMap(({ tokens }) => readCall(tokens)?.args.flatMap((arg) => textsOf(arg) ?? []) ?? []);
    expect(names).toEqual(['yes']);
  });

  it('ends soon on a long text', () => {
    const text = 'gem "a", ["b", { c: :d }] # e\ngroup :x do\nend\n';
    const measure = (count: number): number => {
      const start = performance.now();
      for (const { tokens } of statements(text.repeat(count))) readCall(tokens);
      return performance.now() - start;
    };
    expect(measure(20_000)).toBeLessThan(25_000); // not a benchmark: only what grows with the square takes this long
  });

  it('survives nesting that no person writes', () => {
    expect(onlyCall(`gem ${'['.repeat(50_000)}`)?.name).toBe('gem');
  });
});
