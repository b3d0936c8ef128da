import { describe, expect, it } from 'vitest';
import { scanMemory } from '../../support/scan-folder.ts';

const LOCK =
  'GEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0)\n    b (1.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  a\n  b\n';

async function scopes(gemfile: string): Promise<unknown> {
  const snapshot = await scanMemory({ 'Gemfile.lock': LOCK, Gemfile: gemfile });
  return snapshot.components
    .filter(({ firstParty }) => !firstParty)
    .map(({ name, uses }) => `${name} ${uses[0]?.scopes.join('+') ?? '-'}`);
}

describe('groups of a Gemfile', () => {
  it.each([
    ['gem "a"\ngem "b", group: :development', ['a runtime', 'b dev']],
    ['gem "a"\ngroup :test do\n gem "b"\nend', ['a runtime', 'b test']],
    ['gem "a", groups: [:production, :development]\ngem "b"', ['a runtime+dev', 'b runtime']],
    ['group :development do\n group :test do\n  gem "a"\n end\nend\ngem "b"', ['a dev+test', 'b runtime']],
    ['names.each { |name| gem name }', ['a unknown', 'b unknown']],
  ])('%j', async (gemfile, expected) => {
    expect(await scopes(gemfile)).toEqual(expected);
  });
});

describe('a Gemfile.lock', () => {
  it('is superseded by gems.locked beside it', async () => {
    const snapshot = await scanMemory({ 'Gemfile.lock': LOCK, 'gems.locked': LOCK });
    expect(snapshot.inputs.map(({ path, state }) => `${state} ${path}`)).toEqual([
      'superseded Gemfile.lock',
      'parsed gems.locked',
    ]);
  });

  it.each(['', '\u0000\u0001', 'no sections', '<<<<<<< a\n=======\n>>>>>>> b\n'])('says what is wrong with %j', async (text) => {
    const snapshot = await scanMemory({ 'Gemfile.lock': text });
    expect(snapshot.inputs[0]?.state).toBe('failed');
  });

  it('names what it depends on and does not hold', async () => {
    const snapshot = await scanMemory({ 'Gemfile.lock': LOCK.replace('    b (1.0)\n', '    b (1.0)\n      gone (~> 1)\n') });
    expect(snapshot.diagnostics.map(({ code }) => code)).toEqual(['lockfile-edge-unresolved']);
  });
});
