import { directoryOf } from '../../domain/path.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { BuildSettings } from './activation.ts';

export const NO_SETTINGS: BuildSettings = { properties: new Map(), activated: new Set(), deactivated: new Set() };

/** Finds the settings of the build that a directory belongs to: the nearest `.mvn` above it, as `mvn` looks for it. */
export function buildSettingsFinder(fs: ReadOnlyFs): (directory: string) => BuildSettings {
  const known = new Map<string, BuildSettings>();
  const find = (directory: string): BuildSettings => {
    const found = known.get(directory);
    if (found !== undefined) return found;
    const folder = directory === '' ? '.mvn' : `${directory}/.mvn`;
    const settings =
      fs.stat(folder)?.kind === 'directory'
        ? parseMavenConfig(fs.text(`${folder}/maven.config`) ?? '')
        : directory === ''
          ? NO_SETTINGS
          : find(directoryOf(directory));
    known.set(directory, settings);
    return settings;
  };
  return find;
}

/** `.mvn/maven.config`: command line options, separated by white space; only `-D` and `-P` change what is built. */
function parseMavenConfig(text: string): BuildSettings {
  const properties = new Map<string, string>();
  const [activated, deactivated] = [new Set<string>(), new Set<string>()];
  const words = text.split(/\s+/).filter((word) => word !== '');
  for (let at = 0; at < words.length; at += 1) {
    const option = /^(-D|--define=?|-P|--activate-profiles=?)(.*)$/s.exec(words[at] ?? '');
    if (option === null) continue;
    let value = option[2] ?? '';
    if (value === '') {
      at += 1;
      value = words[at] ?? '';
    }
    value = value.replace(/^(["'])(.*)\1$/s, '$2');
    if (option[1]?.startsWith('-D') === true || option[1]?.startsWith('--define') === true) {
      const equals = value.indexOf('=');
      // `-Dname` alone sets it to "true"
      if (equals === -1) properties.set(value, 'true');
      else properties.set(value.slice(0, equals), value.slice(equals + 1));
    } else {
      for (const id of value.split(',')) {
        const [, off, name = ''] = /^([!-])?[+?]*(.*)$/s.exec(id.trim()) ?? [];
        if (name !== '') (off === undefined ? activated : deactivated).add(name);
      }
    }
  }
  return { properties, activated, deactivated };
}
