import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { directoryProject, namedByProject, type NamedPackage } from '../formats/named-packages.ts';
import { readTextLines } from '../formats/text-lines.ts';
import { toImagePackage } from './image-package.ts';
import { readInstructions, type Instruction } from './instructions.ts';
import { interpolate } from './interpolate.ts';

/** Reads the images that a Dockerfile builds on or copies from. */
export const dockerfileReader: Reader = {
  id: 'dockerfile',
  version: 1,
  kind: 'manifest',
  claims: [
    ...['Dockerfile', 'dockerfile', 'Containerfile', 'containerfile'].flatMap((name) => [name, `${name}.*`, `*.${name}`]),
    'Dockerfile-*',
    'Dockerfile_*',
  ],
  shows: 'Dockerfile, Containerfile and their variants',
  group: 'file',
  read: ({ files: [file] }) => (file === undefined || isAnotherFormat(file.path) ? unreadable() : read(file)),
};

// `Dockerfile.dockerignore` belongs to a Dockerfile, `dockerfile.go` is a program that handles them.
function isAnotherFormat(path: string): boolean {
  return /\.(?:dockerignore|md|rst|html?|json|ya?ml|toml|[cm]?[jt]sx?|go|py|rb|rs|java|kt|php|sh|vim|lock|sum|svg|png)$/i.test(
    path,
  );
}

interface Stage {
  /** Index of the stage that it continues. */
  readonly base: number | undefined;
  readonly images: { readonly text: string; readonly line: number }[];
}

function read(file: ClaimedFile): ReadResult {
  const { value: lines, problem } = readTextLines(file, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const { path } = file;
  const stages = readStages(readInstructions(lines));
  if (stages.length === 0)
    return unreadable(
      diagnostic('manifest-entry-invalid', 'no `FROM`, so nothing says what this is built on', { path, line: 1 }),
    );
  const shipped = lineage(stages);
  const diagnostics: Diagnostic[] = [];
  const named: NamedPackage[] = [];
  stages.forEach(({ images }, index) => {
    for (const { text, line } of images) {
      const item = toImagePackage(text, [{ path, line }]);
      if ('code' in item) diagnostics.push(item);
      else named.push({ item, scope: shipped.has(index) ? 'runtime' : 'build' });
    }
  });
  return namedByProject(directoryProject(directoryOf(path), path), named, diagnostics);
}

function readStages(instructions: readonly Instruction[]): Stage[] {
  const args = new Map<string, string>();
  const names = new Map<string, number>();
  const stages: Stage[] = [];
  const valueOf = (name: string): string | undefined => args.get(name);
  for (const instruction of instructions) {
    const { name, rest, line } = instruction;
    const stage = stages.at(-1);
    if (name === 'ARG' && stage === undefined) {
      // Only arguments before the first FROM count in a FROM.
      for (const [key, value] of readArguments(rest)) args.set(key, interpolate(value, valueOf));
    } else if (name === 'FROM') {
      const [, image = '', alias] = /^(\S+)(?:\s+[aA][sS]\s+(\S+))?/.exec(rest) ?? [];
      const text = interpolate(image.replaceAll(/^["']|["']$/g, ''), valueOf);
      const base = names.get(text.toLowerCase());
      const isImage = base === undefined && text !== '' && text !== 'scratch';
      stages.push({ base, images: isImage ? [{ text, line }] : [] });
      if (alias !== undefined) names.set(alias.toLowerCase(), stages.length - 1);
    } else if (stage !== undefined) {
      for (const text of copiedFrom(instruction)) if (!names.has(text.toLowerCase())) stage.images.push({ text, line });
    }
  }
  return stages;
}

// COPY --from=<stage, number, context or image>; RUN --mount=type=bind,from=<the same>. A plain word is more likely a
// build context given on the command line than an image of that name.
function copiedFrom({ name, flags }: Instruction): string[] {
  if (name !== 'COPY' && name !== 'ADD' && name !== 'RUN') return [];
  const sources = [...flags].flatMap(([key, value]) => {
    if (key === 'from') return [value];
    return key.startsWith('mount') ? [/(?:^|,)from=([^,]+)/.exec(value)?.[1] ?? ''] : [];
  });
  return sources.filter((text) => /[/:@]/.test(text) && !text.includes('$'));
}

function* readArguments(text: string): Generator<readonly [name: string, value: string]> {
  for (const [, name = '', quoted, single, plain] of text.matchAll(/([A-Za-z_]\w*)(?:=(?:"([^"]*)"|'([^']*)'|(\S*)))?/g)) {
    const value = quoted ?? single ?? plain;
    if (value !== undefined) yield [name, value];
  }
}

// The last stage is what is shipped, with everything it continues.
function lineage(stages: readonly Stage[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at: number | undefined = stages.length - 1; at !== undefined; at = stages[at]?.base) found.add(at);
  return found;
}
