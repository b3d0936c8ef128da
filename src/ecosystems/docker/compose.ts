import type { Diagnostic } from '../../domain/diagnostic.ts';
import { directoryOf } from '../../domain/path.ts';
import { unreadable, type ReadResult } from '../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { ClaimedFile, Reader } from '../ecosystem.ts';
import { directoryProject, namedByProject } from '../formats/named-packages.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { field, isRecord, recordField } from '../formats/values.ts';
import { readYaml } from '../formats/yaml.ts';
import { namedImages, type WrittenImage } from './image-values.ts';
import { interpolate } from './interpolate.ts';

/** Reads the images of the services of a compose file (compose-spec, 05-services.md). */
export const composeReader: Reader = {
  id: 'docker-compose',
  version: 1,
  kind: 'manifest',
  claims: ['compose', 'docker-compose'].flatMap((name) =>
    ['yml', 'yaml'].flatMap((extension) => [`${name}.${extension}`, `${name}.*.${extension}`, `${name}-*.${extension}`]),
  ),
  shows: 'compose.yaml, docker-compose.yml and their variants',
  group: 'file',
  read: ({ files: [file], fs }) => (file === undefined ? unreadable() : read(file, fs)),
};

function read(file: ClaimedFile, fs: ReadOnlyFs): ReadResult {
  const { value: documents, problem } = readYaml(file, 'manifest-unparsable');
  if (problem !== undefined) return unreadable(problem);
  const directory = directoryOf(file.path);
  const problems: Diagnostic[] = [];
  const variables = readDotEnv(siblingFile(fs, pathIn(directory, '.env'), problems)?.text() ?? '');
  const images = documents.flatMap((document) => serviceImages(document, (name) => variables.get(name)));
  const { named, diagnostics } = namedImages(file, images);
  return namedByProject(directoryProject(directory, file.path), named, [...problems, ...diagnostics]);
}

function serviceImages(document: unknown, valueOf: (name: string) => string | undefined): WrittenImage[] {
  // Files of the first version have no `services` level.
  const services = recordField(document, 'services') ?? (field(document, 'version') === undefined ? document : undefined);
  return Object.values(isRecord(services) ? services : {}).flatMap((service) => {
    const written = inherited(service, 'image');
    // With `build`, `image` names what is built.
    if (typeof written !== 'string' || inherited(service, 'build') !== undefined) return [];
    return [{ written, text: interpolate(written, valueOf) }];
  });
}

// A YAML merge key: `<<: *base` or a list of those; own keys win.
function inherited(service: unknown, key: string): unknown {
  const own = field(service, key);
  if (own !== undefined) return own;
  const merged = field(service, '<<');
  for (const base of Array.isArray(merged) ? merged : [merged]) {
    const found = field(base, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The variables of an `.env` file, which compose reads from the folder of the compose file. */
function readDotEnv(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, quoted, single, plain] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(?:"([^"]*)"|'([^']*)'|([^#\r]*))/.exec(line) ?? [];
    const value = quoted ?? single ?? plain?.trim();
    if (name === undefined || value === undefined) continue;
    variables.set(name, single === undefined ? interpolate(value, (other) => variables.get(other)) : value);
  }
  return variables;
}
