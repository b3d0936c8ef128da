import { lineCounter } from '../formats/line-index.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { SCOPE_OF_REQUIREMENT, type ConanRecipe, type ConanRequirement } from './declared.ts';

const TEXT = /(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')/;
const CALL = /\bself\.(requires|tool_requires|build_requires|test_requires|python_requires)(?:\.add)?\(\s*([a-zA-Z]?)(?=["'\w])/g;
const ATTRIBUTE = /^[ \t]+(requires|tool_requires|build_requires|test_requires|python_requires)[ \t]*=[ \t]*/gm;

/**
 * Reads the literals of a conanfile.py: class attributes and `self.requires("name/version")` calls, wherever they are;
 * conditions are not judged. `undefined` when the file is no recipe.
 */
export function readConanfilePy(file: ClaimedFile): ConanRecipe | undefined {
  const code = blankComments(file.text());
  if (!code.includes('ConanFile')) return undefined;
  const lineAt = lineCounter(code);
  const attribute = (name: string): string | undefined => {
    const match = new RegExp(`^[ \\t]+${name}[ \\t]*=[ \\t]*(?=["'])`, 'm').exec(code);
    return match === null ? undefined : textAt(code, match.index + match[0].length);
  };
  const requirements: ConanRequirement[] = [];
  const computed: number[] = [];
  for (const match of code.matchAll(ATTRIBUTE)) {
    const scope = SCOPE_OF_REQUIREMENT[match[1] ?? ''] ?? 'runtime';
    const start = match.index + match[0].length;
    // `("zlib/1.3", "override")` is a requirement with an option
    const found = textsOf(code, start);
    const isConditional = found.some(({ text }) => text === 'override') && { isConditional: true as const };
    const texts = found.filter(({ text }) => text !== 'override' && text !== 'private');
    for (const { text, at } of texts) requirements.push({ text, scope, line: lineAt(at), ...isConditional });
  }
  for (const match of code.matchAll(CALL)) {
    const scope = SCOPE_OF_REQUIREMENT[match[1] ?? ''] ?? 'runtime';
    const text = match[2] === '' ? textAt(code, match.index + match[0].length) : undefined;
    if (text === undefined || /[{%]/.test(text)) computed.push(lineAt(match.index));
    else
      requirements.push({
        text,
        scope,
        line: lineAt(match.index),
        ...(isConditionalCall(code, match.index) && { isConditional: true }),
      });
  }
  const [name, version, description] = [attribute('name'), attribute('version'), attribute('description')];
  const license = /^[ \t]+license[ \t]*=[ \t]*/m.exec(code);
  return {
    path: file.path,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    licenses: license === null ? [] : textsOf(code, license.index + license[0].length).map(({ text }) => text),
    ...(license !== null && { licenseLine: lineAt(license.index + license[0].length) }),
    requirements,
    computed,
  };
}

const LONGEST_METHOD = 20_000;

// Certain is a call whose line is one step below `def`, with no way out of the method before it, and which overrides nothing.
function isConditionalCall(code: string, at: number): boolean {
  const lineEnd = code.indexOf('\n', at);
  if (/\boverride\b|\bif\b/.test(code.slice(at, lineEnd === -1 ? undefined : lineEnd).slice(0, 1000))) return true;
  const before = code.slice(Math.max(0, at - LONGEST_METHOD), at).split('\n');
  const last = before.pop() ?? '';
  const indent = /^[ \t]*$/.test(last) ? last.length : -1;
  for (const line of before.toReversed()) {
    const own = line.length - line.trimStart().length;
    if (line.trim() === '') continue;
    if (/^\s*(?:return|raise)\b/.test(line)) return true;
    if (own < indent) return !/^\s*def\s/.test(line);
  }
  return true;
}

function textAt(code: string, at: number): string | undefined {
  const match = TEXT.exec(code.slice(at, at + 1000));
  return match?.index === 0 ? (match[1] ?? match[2]) : undefined;
}

const LONGEST_VALUE = 20_000;

// The literals of `"a"`, `"a", "b"`, `("a", "b")`, `["a", ("b", "override")]`: up to the end of the line or bracket.
function textsOf(code: string, start: number): { text: string; at: number }[] {
  const found: { text: string; at: number }[] = [];
  let open = 0;
  for (let at = start; at < Math.min(code.length, start + LONGEST_VALUE); at += 1) {
    const char = code[at] ?? '';
    if (char === '"' || char === "'") {
      const match = TEXT.exec(code.slice(at, at + 1000));
      if (match === null || match.index !== 0) return found;
      found.push({ text: match[1] ?? match[2] ?? '', at });
      at += match[0].length - 1;
    } else if ('([{'.includes(char)) open += 1;
    else if (')]}'.includes(char)) open -= 1;
    else if (char === '\n' && open <= 0) return found;
    if (open < 0) return found;
  }
  return found;
}

// Comments and docstrings become spaces, so that offsets and lines stay.
function blankComments(text: string): string {
  return text.replaceAll(/"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g, (found) => {
    if (found.startsWith('#') || found.startsWith('"""') || found.startsWith("'''")) return found.replaceAll(/[^\n]/g, ' ');
    return found;
  });
}
