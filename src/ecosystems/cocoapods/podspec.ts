import { baseName, directoryOf } from '../../domain/path.ts';
import type { RawLicense } from '../../domain/license.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { ClaimedFile } from '../ecosystem.ts';
import { readCall, textsOf } from '../formats/ruby/calls.ts';
import { rubyStatements } from '../formats/ruby/statements.ts';
import { rubyTokens } from '../formats/ruby/tokens.ts';
import type { PodRequirement } from './podfile-lock.ts';

/** What a podspec says in literals; it is Ruby code and never run. */
export interface Podspec {
  readonly path: string;
  readonly name: string;
  readonly version?: string;
  readonly summary?: string;
  readonly licenses: readonly RawLicense[];
  readonly dependencies: readonly (PodRequirement & { readonly line: number; readonly isTest: boolean })[];
}

export function readPodspec(file: Pick<ClaimedFile, 'path' | 'text'>, root: RawLicense['location']['root'] = 'tree'): Podspec {
  const texts = new Map<string, string>();
  const licenses: RawLicense[] = [];
  const dependencies: Podspec['dependencies'][number][] = [];
  const blocks: boolean[] = []; // whether a block is a test spec
  for (const { tokens, line, block } of rubyStatements(rubyTokens(file.text()))) {
    if (block === 'closes') {
      blocks.pop();
      continue;
    }
    const call = readCall(tokens);
    const attribute = call?.name.slice(call.name.lastIndexOf('.') + 1) ?? '';
    const isTest = blocks.includes(true);
    if (block === 'opens') {
      blocks.push(isTest || attribute === 'test_spec');
      continue;
    }
    if (call === undefined) continue;
    const [first, ...rest] = call.args;
    if (attribute === 'license' && call.assigns && blocks.length < 2) {
      // `s.license = "MIT"`, `{ :type => "MIT", :file => "LICENSE" }`, with or without braces
      const type = first?.kind === 'hash' ? first.entries.get('type') : (call.options.get('type') ?? first);
      const raw = type?.kind === 'text' ? type.text : undefined;
      if (raw !== undefined && raw.trim() !== '') {
        licenses.push({ method: 'manifest-field', raw, location: { root, path: file.path, lines: [line, line] } });
      }
    } else if (call.assigns) {
      const [text, more] = textsOf(first) ?? [];
      if (text !== undefined && more === undefined && call.args.length === 1 && !texts.has(attribute)) texts.set(attribute, text);
    } else if (/(?:^|\.)dependency$/.test(call.name) && first?.kind === 'text') {
      const requirement = rest.flatMap((value) => textsOf(value) ?? []).join(', ');
      dependencies.push({ name: first.text, ...(requirement !== '' && { requirement }), line, isTest });
    }
  }
  const [version, summary] = ['version', 'summary'].map((key) => texts.get(key));
  return {
    path: file.path,
    name: texts.get('name') ?? baseName(file.path).replace(/\.podspec$/, ''),
    ...(version !== undefined && { version }),
    ...(summary !== undefined && { summary }),
    licenses,
    dependencies,
  };
}

export function toProject({ path, name, version, summary, licenses }: Podspec, key: string): FirstPartyPackage {
  return {
    kind: 'first-party',
    key,
    path: directoryOf(path),
    name,
    ...(version !== undefined && { version }),
    ...(summary !== undefined && { description: summary }),
    type: 'library',
    manifest: path,
    occurrences: [{ path }],
    licenses,
  };
}
