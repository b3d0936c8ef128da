import { listField, textField } from '../../../domain/values.ts';
import { hexHash } from '../../../ecosystems/formats/hex-hash.ts';
import { expectSame, integrityOf, jsonOf, placeOf, toClaims, type OnlineSource } from '../source.ts';

/** `GET /api/v2/rubygems/<name>/versions/<version>.json`, for one platform. */
export const rubygemsSource: OnlineSource = {
  id: 'rubygems',
  types: ['gem'],
  async ask(question, web) {
    if (question.files) return undefined;
    const { base, purl, version } = question;
    const platform = purl.qualifiers?.['platform'];
    const query = platform === undefined ? '' : `?platform=${encodeURIComponent(platform)}`;
    const answer = await web.get(
      `${base}/api/v2/rubygems/${encodeURIComponent(purl.name)}/versions/${encodeURIComponent(version)}.json${query}`,
    );
    if (answer === undefined) return undefined;
    const root = jsonOf(answer);
    expectSame(question, { name: textField(root, 'name') ?? '', version: textField(root, 'number') });
    const integrity = integrityOf(question, hexHash('SHA-256', textField(root, 'sha')));
    const licenses = (listField(root, 'licenses') ?? []).filter((item) => typeof item === 'string');
    return { claims: toClaims(licenses, placeOf('rubygems', answer, integrity)), places: [] };
  },
};
