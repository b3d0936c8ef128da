import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { directoryProject, namedByProject } from '../formats/named-packages.ts';
import { field, isRecord, listField, recordField, textField } from '../formats/values.ts';
import { readYaml } from '../formats/yaml.ts';
import { namedImages, type WrittenImage } from './image-values.ts';
import { interpolate } from './interpolate.ts';

/** Reads the images that the jobs of a GitLab pipeline run in (docs.gitlab.com, CI/CD YAML syntax: `image`, `services`). */
export const gitlabCiReader: Reader = {
  id: 'gitlab-ci',
  version: 1,
  kind: 'manifest',
  claims: ['.gitlab-ci.yml', '*.gitlab-ci.yml', '*.gitlab-ci.yaml'],
  group: 'file',
  read: ({ files: [file] }) => (file === undefined ? unreadable() : read(file)),
};

function read(file: ClaimedFile): ReadResult {
  const { value: documents, problem } = readYaml(file, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const images = documents.flatMap((document) => {
    const global = variablesOf(document);
    const jobs = isRecord(document) ? Object.values(document).filter(isRecord) : [];
    return [document, ...jobs].flatMap((holder) => {
      const own = variablesOf(holder);
      return [field(holder, 'image'), ...(listField(holder, 'services') ?? [])].flatMap((value) =>
        toImage(value, (name) => own.get(name) ?? global.get(name)),
      );
    });
  });
  const { named, diagnostics } = namedImages(file, images);
  return namedByProject(directoryProject(directoryOf(file.path), file.path), named, diagnostics);
}

// `image: ruby:3`, or `image: { name: ruby:3 }`. What GitLab defines itself is an image of this project's own registry.
function toImage(value: unknown, valueOf: (name: string) => string | undefined): WrittenImage[] {
  const written = typeof value === 'string' ? value : textField(value, 'name');
  if (written === undefined || /^\$\{?CI_REGISTRY/.test(written)) return [];
  return [{ written, text: interpolate(written, valueOf), scope: 'build' }];
}

// A variable is a text, or `{ value, description }`.
function variablesOf(holder: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries(recordField(holder, 'variables') ?? {});
  return new Map(
    entries.flatMap(([name, value]) => {
      const text = typeof value === 'string' ? value : textField(value, 'value');
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
}
