import { stripComments } from '../formats/strip-comments.ts';
import { lineCounter } from '../formats/line-index.ts';

/** A module that a build definition names by literals; nothing is evaluated. */
export interface SbtModule {
  readonly group: string;
  readonly name: string;
  /** `%%`: the name goes on with the Scala version. */
  readonly isCrossBuilt: boolean;
  /** Of the literal, or of a `val` that is one. */
  readonly version?: string;
  /** `Test`, `provided`, `it,test->compile`. */
  readonly configuration?: string;
  /** Of `addSbtPlugin`: it works on the build and is no part of what is built. */
  readonly isPlugin: boolean;
  readonly line: number;
}

// `"org" %% "name" % "1.0" % Test`, `"org" % "name" % V.cats % "test->test"` (scala-sbt.org, "Library dependencies")
const MODULE =
  /"([^"\s]{1,300})"\s{0,99}(%{1,3})\s{0,99}"([^"\s]{1,300})"\s{0,99}%\s{0,99}(?:"([^"\n]{1,200})"|([A-Za-z_][\w.]{0,200}))(?:\s{0,99}%\s{0,99}(?:"([^"\n]{1,200})"|([A-Za-z]\w{0,99})))?/g;

/** Reads the modules that a `.sbt` file names. `vals` are texts by name, of this file and of those that it may use. */
export function parseBuildDefinition(text: string, vals: ReadonlyMap<string, string>): readonly SbtModule[] {
  const code = stripComments(text);
  const lineOf = lineCounter(code);
  return [...code.matchAll(MODULE)].map((match) => {
    const [, group = '', operator = '', name = '', literal, reference = '', ...configurations] = match;
    const version = literal ?? vals.get(reference.slice(reference.lastIndexOf('.') + 1));
    const configuration = configurations.find((item) => item !== undefined);
    return {
      group,
      name,
      isCrossBuilt: operator !== '%',
      ...(version !== undefined && { version }),
      ...(configuration !== undefined && { configuration }),
      isPlugin: /addSbtPlugin\s*\(\s*$/.test(code.slice(Math.max(0, match.index - 100), match.index)),
      line: lineOf(match.index),
    };
  });
}

/** `val catsVersion = "2.10.0"`: names that stand for one text; a name with two is none. */
export function textVals(sources: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string | undefined>();
  for (const source of sources) {
    for (const match of stripComments(source).matchAll(/\bval\s+(\w+)(?:\s*:\s*String)?\s*=\s*"([^"\n$]*)"/g)) {
      const [, name = '', value = ''] = match;
      found.set(name, found.has(name) && found.get(name) !== value ? undefined : value);
    }
  }
  return new Map([...found].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** What `%%` adds to a name: `_2.13`, `_3`; `undefined` when the build does not say by a literal which Scala it is for. */
export function scalaSuffix(text: string, vals: ReadonlyMap<string, string>): string | undefined {
  const versions = [...stripComments(text).matchAll(/\bscalaVersion\s*:=\s*(?:"([\d.]+)[^"\n]*"|([\w.]+))/g)].map(
    ([, literal, reference = '']) => literal ?? vals.get(reference.slice(reference.lastIndexOf('.') + 1)),
  );
  const suffixes = new Set(versions.map((version) => /^(?:3(?=\.)|2\.\d+)/.exec(version ?? '')?.[0]));
  const [only] = suffixes;
  return suffixes.size === 1 && only !== undefined ? `_${only}` : undefined;
}
