import { exactly, normalAlias, type VersionCatalog } from './version-catalog.ts';
import { lineCounter } from '../formats/line-index.ts';
import { stripComments } from '../formats/strip-comments.ts';

/** A dependency that a build script names by literals; nothing is evaluated. */
interface ScriptDependency {
  readonly configuration: string;
  readonly target: ScriptTarget;
  readonly line: number;
  /** Stands in a block of no other one than `dependencies`: no condition, no other project, no source set. */
  readonly isPlain: boolean;
}

export type ScriptTarget =
  | {
      readonly kind: 'module';
      readonly group: string;
      readonly name: string;
      readonly version?: string;
      readonly requirement?: string;
    }
  /** `project(":services:core")` */
  | { readonly kind: 'project'; readonly path: string };

export interface ScriptFacts {
  readonly dependencies: readonly ScriptDependency[];
  /** Lines of declarations that are there and cannot be read without running the script. */
  readonly opaque: readonly number[];
}

// `implementation 'g:a:1'`, `api("g:a:1")`, `implementation(platform("g:a:1"))`, `runtimeOnly group: 'g', name: 'a', version: '1'`,
// `implementation libs.guava`, `implementation(projects.core)`; the configuration may be a name in quotes: `"kapt"("g:a:1")`.
const DECLARATION =
  /(?:^|[;{}]|\n)[ \t]*(?:add\s*\(\s*)?["']?([a-z]\w*)["']?[ \t]*(?:\)?[ \t]*,|\(|(?=[ \t]["'\w]))[ \t]*([^\n;}]*)/g;

const CONFIGURATION =
  /^(?:api|implementation|compile|runtime|compileOnly|compileOnlyApi|runtimeOnly|annotationProcessor|kapt|ksp|classpath|provided\w*|developmentOnly|testAndDevelopmentOnly|coreLibraryDesugaring|checkstyle|pmd|spotbugs\w*|detektPlugins|errorprone|lintChecks|jmh\w*|[a-z]\w*(?:Api|Implementation|CompileOnly|RuntimeOnly|AnnotationProcessor|Compile|Runtime)|kapt[A-Z]\w*|ksp[A-Z]\w*)$/;

/** Reads the dependency declarations of `build.gradle` and `build.gradle.kts` that are literals. */
export function parseBuildScript(text: string, catalog: VersionCatalog | undefined): ScriptFacts {
  const code = stripComments(text);
  const dependencies: ScriptDependency[] = [];
  const opaque: number[] = [];
  const lineOf = lineCounter(code);
  for (const { body, start, isNested } of dependencyBlocks(code)) {
    const depthOf = depthCounter(body);
    for (const match of body.matchAll(DECLARATION)) {
      const [whole, configuration = '', rest = ''] = match;
      if (!CONFIGURATION.test(configuration)) continue;
      const at = match.index + whole.indexOf(configuration);
      const line = lineOf(start + at);
      const isPlain = depthOf(at) === 0 && !isNested;
      const targets = parseTargets(rest, catalog);
      if (targets.length === 0) opaque.push(line);
      for (const target of targets) dependencies.push({ configuration, target, line, isPlain });
    }
  }
  return { dependencies, opaque };
}

function parseTargets(written: string, catalog: VersionCatalog | undefined): ScriptTarget[] {
  const text = written.replace(/^(?:(?:enforcedPlatform|platform|testFixtures|kotlin)\s*\(\s*)+/, (call) =>
    call.startsWith('kotlin') ? call : '',
  );
  const literal = /^(["'])([^"'\n]*)\1/.exec(text)?.[2];
  if (literal !== undefined) return toModule(literal);
  const path = /^project\s*\(\s*(?:path\s*[:=]\s*)?(["'])(:[^"']*)\1/.exec(text)?.[2];
  if (path !== undefined) return [{ kind: 'project', path }];
  if (/^\[?\s*group\s*[:=]/.test(text)) return toNamedModule(text);
  const accessor = /^libs((?:\.\w+)+)/
    .exec(text)?.[1]
    ?.slice(1)
    .replace(/\.(?:get|asProvider)$/, '');
  return accessor === undefined || catalog === undefined ? [] : fromCatalog(normalAlias(accessor), catalog);
}

// `g:a:1`, `g:a:1:classifier@zip`, `g:a`; what holds `$` is only known when the script runs.
function toModule(notation: string): ScriptTarget[] {
  const [group = '', name = '', version = ''] = notation.replace(/@\w+$/, '').split(':');
  if (group === '' || name === '' || /[$\s]/.test(group + name)) return [];
  return [{ kind: 'module', group, name, ...(version !== '' && exactly(version)) }];
}

function toNamedModule(text: string): ScriptTarget[] {
  const valueOf = (key: string): string | undefined => new RegExp(`\\b${key}\\s*[:=]\\s*(["'])([^"'\\n]*)\\1`).exec(text)?.[2];
  const [group, name, version] = [valueOf('group'), valueOf('name'), valueOf('version')];
  return group === undefined || name === undefined ? [] : toModule(`${group}:${name}:${version ?? ''}`);
}

function fromCatalog(alias: string, { libraries, bundles }: VersionCatalog): ScriptTarget[] {
  const names = alias.startsWith('bundles.') ? (bundles.get(alias.slice('bundles.'.length)) ?? []) : [alias];
  return names.flatMap((name) =>
    libraries
      .filter((library) => library.alias === name)
      .map(({ alias: _alias, ...module }): ScriptTarget => ({ kind: 'module', ...module })),
  );
}

/** The insides of `dependencies { … }`, also within `buildscript` and source sets; constraints are left out. */
function dependencyBlocks(code: string): { body: string; start: number; isNested: boolean }[] {
  const blocks: { body: string; start: number; isNested: boolean }[] = [];
  const depthOf = depthCounter(code);
  const opening = /\bdependencies\s*\{/g;
  for (let match = opening.exec(code); match !== null; match = opening.exec(code)) {
    const start = opening.lastIndex;
    const end = closingBrace(code, start);
    blocks.push({ body: blankConstraints(code.slice(start, end)), start, isNested: depthOf(match.index) > 0 });
    opening.lastIndex = end;
  }
  return blocks;
}

function blankConstraints(body: string): string {
  const at = /\bconstraints\s*\{/.exec(body);
  if (at === null) return body;
  const from = at.index + at[0].length;
  const end = closingBrace(body, from);
  return body.slice(0, from) + body.slice(from, end).replaceAll(/[^\n]/g, ' ') + body.slice(end);
}

function closingBrace(code: string, from: number): number {
  const token = /[{}]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
  token.lastIndex = from;
  let depth = 1;
  for (let match = token.exec(code); match !== null; match = token.exec(code)) {
    if (match[0] === '{') depth += 1;
    else if (match[0] === '}') depth -= 1;
    if (depth === 0) return match.index;
  }
  return code.length;
}

/** How many braces are open at an offset; to be asked in order. */
function depthCounter(code: string): (offset: number) => number {
  const token = /[{}]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
  let [depth, next] = [0, token.exec(code)];
  return (offset) => {
    for (; next !== null && next.index < offset; next = token.exec(code)) {
      if (next[0] === '{') depth += 1;
      else if (next[0] === '}') depth -= 1;
    }
    return depth;
  };
}
