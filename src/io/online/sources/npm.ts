import { field, textField } from '../../../domain/values.ts';
import { readIntegrity } from '../../../ecosystems/npm/integrity.ts';
import { readLicenseFields } from '../../../ecosystems/npm/license-field.ts';
import type { OnlineAnswer } from '../../../pipeline/services.ts';
import { expectSame, integrityOf, jsonOf, placeOf, saidByRegistry, type OnlineSource } from '../source.ts';
import type { Web } from '../web.ts';

/** `GET /<name>/<version>`, the slash of a scope encoded (registry API of npm, "version object"). */
export const npmSource: OnlineSource = {
  id: 'npm',
  types: ['npm'],
  async ask(question, web) {
    const { component, version, base, files } = question;
    if (files) {
      const file = component.name.slice(component.name.indexOf('/') + 1);
      return archiveOf(`${base}/${component.name}/-/${file}-${version}.tgz`, web);
    }
    const answer = await web.get(`${base}/${component.name.replace('/', '%2f')}/${encodeURIComponent(version)}`);
    if (answer === undefined) return undefined;
    const root = jsonOf(answer);
    expectSame(question, { name: textField(root, 'name') ?? '', version: textField(root, 'version') ?? '' });
    const dist = field(root, 'dist');
    const shasum = textField(dist, 'shasum');
    const stated = readIntegrity(textField(dist, 'integrity') ?? '').hashes;
    const integrity = integrityOf(question, [
      ...stated,
      ...(shasum === undefined ? [] : [{ algorithm: 'SHA-1', value: shasum } as const]),
    ]);
    const location = placeOf('npm', answer, integrity);
    return { claims: saidByRegistry(readLicenseFields(root, location), location), places: [] };
  },
};

const MOST_BYTES = 16 * 1024 * 1024;

async function archiveOf(path: string, web: Web): Promise<OnlineAnswer | undefined> {
  const answer = await web.get(path, { mostBytes: MOST_BYTES });
  const place = { root: 'registry:npm', path, inside: '*', format: 'tar.gz', check: { kind: 'archive', path } } as const;
  return answer === undefined ? undefined : { claims: [], places: [{ ...place, time: answer.time }] };
}
