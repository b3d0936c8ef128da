import type { RawLicense } from '../../domain/license.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { readCall, textsOf, type RubyCall } from '../formats/ruby/calls.ts';
import { rubyStatements } from '../formats/ruby/statements.ts';
import { rubyTokens } from '../formats/ruby/tokens.ts';
import type { Requirement } from './lockfile.ts';

/** What a gemspec says in literals; it is Ruby code and never run. */
export interface Gemspec {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly platform?: string;
  readonly summary?: string;
  readonly licenses: readonly RawLicense[];
  readonly dependencies: readonly SpecDependency[];
  /** Dependencies whose names only Ruby could compute, by line. */
  readonly dynamic: readonly number[];
}

export interface SpecDependency extends Requirement {
  readonly kind: 'runtime' | 'development';
  readonly line: number;
}

const DEPENDENCY: Readonly<Record<string, SpecDependency['kind']>> = {
  add_dependency: 'runtime',
  add_runtime_dependency: 'runtime',
  add_development_dependency: 'development',
};

/** Reads `spec.name = "…"`, `spec.licenses = […]`, `spec.add_dependency "…"` of a gemspec, written by a person or by RubyGems. */
export function readGemspec(file: Pick<ClaimedFile, 'path' | 'text'>, root: RawLicense['location']['root'] = 'tree'): Gemspec {
  const texts = new Map<string, string>();
  const licenses: RawLicense[] = [];
  const dependencies = new Map<string, SpecDependency>();
  const dynamic: number[] = [];
  for (const { tokens, line } of rubyStatements(rubyTokens(file.text()))) {
    const call = readCall(tokens);
    const [receiver, attribute = ''] = call?.name.split('.', 3) ?? [];
    if (call === undefined || receiver === undefined || attribute === '') continue;
    if (call.assigns) {
      const [text, ...more] = textsOf(call.args[0]) ?? [];
      if (text === undefined || call.args.length !== 1) continue;
      if (attribute === 'license' || attribute === 'licenses') licenses.push(toLicense([text, ...more], file.path, root, line));
      else if (more.length === 0 && !texts.has(attribute)) texts.set(attribute, text);
      continue;
    }
    const kind = Object.hasOwn(DEPENDENCY, attribute) ? DEPENDENCY[attribute] : undefined;
    if (kind === undefined) continue;
    const dependency = toDependency(call, kind, line);
    if (dependency === undefined) dynamic.push(line);
    // RubyGems writes each dependency twice, for old versions of itself
    else if (!dependencies.has(dependency.name)) dependencies.set(dependency.name, dependency);
  }
  const [name, version, platform, summary] = ['name', 'version', 'platform', 'summary'].map((key) => texts.get(key));
  return {
    path: file.path,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(platform !== undefined && platform !== 'ruby' && { platform }),
    ...(summary !== undefined && { summary }),
    licenses,
    dependencies: [...dependencies.values()],
    dynamic,
  };
}

function toLicense(names: readonly string[], path: string, root: RawLicense['location']['root'], line: number): RawLicense {
  const location = { root, path, lines: [line, line] as const };
  return { method: 'manifest-field', raw: names.join(', '), ...(names.length > 1 && { list: names }), location };
}

function toDependency({ args }: RubyCall, kind: SpecDependency['kind'], line: number): SpecDependency | undefined {
  const [name, ...requirements] = args;
  if (name?.kind !== 'text') return undefined;
  const requirement = requirements.flatMap((value) => textsOf(value) ?? []).join(', ');
  return { name: name.text, ...(requirement !== '' && { requirement }), kind, line };
}
