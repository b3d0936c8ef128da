import { field, isRecord, listField, textField } from '../../../domain/values.ts';
import { jsonOf, placeOf, toClaims, type OnlineSource } from '../source.ts';

/**
 * `GET /p2/<vendor>/<name>.json`: all versions, newest first, each with only what differs from the one before
 * (composer/metadata-minifier).
 */
export const packagistSource: OnlineSource = {
  id: 'packagist',
  types: ['composer'],
  async ask({ purl: { namespace = '', name: base }, version, base: address, files }, web) {
    if (files) return undefined;
    const name = `${namespace}/${base}`;
    const answer = await web.get(`${address}/p2/${name}.json`);
    if (answer === undefined) return undefined;
    const versions = listField(field(jsonOf(answer), 'packages'), name) ?? [];
    let licenses: readonly unknown[] = [];
    for (const item of versions) {
      if (isRecord(item) && Object.hasOwn(item, 'license')) licenses = listField(item, 'license') ?? [];
      if (sameVersion(textField(item, 'version'), version)) {
        const names = licenses.filter((license) => typeof license === 'string');
        return { claims: toClaims(names, placeOf('packagist', answer, 'unverified')), places: [] };
      }
    }
    return undefined;
  },
};

function sameVersion(found: string | undefined, asked: string): boolean {
  return found !== undefined && found.replace(/^v/, '') === asked.replace(/^v/, '');
}
