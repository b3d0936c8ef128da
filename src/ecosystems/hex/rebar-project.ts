import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { FirstPartyPackage } from '../../domain/read-result.ts';
import type { ReadGroup } from '../ecosystem.ts';
import { pathIn, siblingFile } from '../formats/sibling.ts';
import { manifestLicense } from '../formats/manifest-license.ts';
import { parseTerms } from './terms.ts';
import { itemsOf, pairValue, textOf, wordOf, wordsOf } from './term-values.ts';

/** The project of a rebar.config: named by its application resource file, else by its folder. */
export function toRebarProject(directory: string, group: ReadGroup, problems: Diagnostic[]): FirstPartyPackage {
  const config = pathIn(directory, 'rebar.config');
  const name = group.fs.list(pathIn(directory, 'src')).find((entry) => entry.endsWith('.app.src'));
  const source = name === undefined ? undefined : siblingFile(group.fs, pathIn(pathIn(directory, 'src'), name), problems);
  // {application, cowboy, [{vsn, "2.9.0"}, {licenses, ["ISC"]}]}.
  const terms = source === undefined ? [] : parseTerms(source.text(), 'erlang');
  const [, app, settings] = 'problem' in terms ? [] : itemsOf(terms[0]);
  const [version, description] = [textOf(pairValue(settings, 'vsn')), textOf(pairValue(settings, 'description'))];
  const licenses = wordsOf(pairValue(settings, 'licenses'));
  const hasConfig = group.fs.stat(config)?.kind === 'file';
  return {
    kind: 'first-party',
    key: `project ${directory}`,
    path: directory,
    name: wordOf(app) ?? (directory.split('/').at(-1) || '.'),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(hasConfig && { manifest: config }),
    occurrences: [hasConfig ? config : source?.path].flatMap((path) => (path === undefined ? [] : { path })),
    licenses: source === undefined ? [] : manifestLicense(licenses, { path: source.path }),
  };
}
