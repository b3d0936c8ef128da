import { requirementVersion, type SwiftRequirement } from './requirement.ts';

/** What a Package.swift says in literals; it is Swift code and never run. */
export interface SwiftManifest {
  readonly name?: string;
  readonly dependencies: readonly SwiftDependency[];
  /** Lines of dependencies that only Swift could compute. */
  readonly dynamic: readonly number[];
}

export interface SwiftDependency extends SwiftRequirement {
  readonly kind: 'repository' | 'registry' | 'local';
  /** URL, `scope.name`, or a path. */
  readonly location: string;
  readonly line: number;
}

const LONGEST_CALL = 5000;

export function parsePackageSwift(text: string): SwiftManifest {
  const code = withoutComments(text);
  const name = /\bPackage\s*\(\s*name\s*:\s*"([^"\\]+)"/.exec(code)?.[1];
  const dependencies: SwiftDependency[] = [];
  const dynamic: number[] = [];
  let line = 1;
  let counted = 0;
  for (const match of code.matchAll(/\.package\s*\(/g)) {
    for (let at = code.indexOf('\n', counted); at !== -1 && at < match.index; at = code.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    const call = callText(code, match.index + match[0].length);
    const [, label, location] = /\b(url|path|id)\s*:\s*"([^"\\]+)"/.exec(call) ?? [];
    if (label === undefined || location === undefined) dynamic.push(line);
    else {
      const kind = label === 'url' ? 'repository' : label === 'id' ? 'registry' : 'local';
      dependencies.push({
        kind,
        location,
        line,
        ...requirementVersion(call.slice(call.indexOf(location) + location.length + 1)),
      });
    }
  }
  return { ...(name !== undefined && { name }), dependencies, dynamic };
}

/** The arguments up to the parenthesis that closes the call. */
function callText(code: string, start: number): string {
  let depth = 1;
  let quoted = false;
  const limit = Math.min(code.length, start + LONGEST_CALL);
  for (let at = start; at < limit; at += 1) {
    const char = code[at];
    if (char === '\\') at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === '(') depth += 1;
    else if (!quoted && char === ')') depth -= 1;
    if (depth === 0) return code.slice(start, at);
  }
  return code.slice(start, limit);
}

// Comments become blanks, so that lines stay where they are; `//` inside a text is none.
function withoutComments(text: string): string {
  return text.replaceAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/g, (part) =>
    part.startsWith('"') ? part : part.replaceAll(/[^\n]/g, ' '),
  );
}
