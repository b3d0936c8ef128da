import { field, textField } from '../../../domain/values.ts';
import { jsonOf, placeOf, toClaims, WrongAnswer, type OnlineSource } from '../source.ts';

const PROVIDERS: Readonly<Record<string, readonly [type: string, provider: string]>> = {
  npm: ['npm', 'npmjs'],
  pypi: ['pypi', 'pypi'],
  cargo: ['crate', 'cratesio'],
  golang: ['go', 'golang'],
  maven: ['maven', 'mavencentral'],
  nuget: ['nuget', 'nuget'],
  gem: ['gem', 'rubygems'],
  composer: ['composer', 'packagist'],
};

/** `GET /definitions/<type>/<provider>/<namespace>/<name>/<revision>`: what was harvested and curated there. */
export const clearlyDefinedSource: OnlineSource = {
  id: 'clearlydefined',
  types: Object.keys(PROVIDERS),
  async ask({ base, purl, version }, web) {
    const [type = '', provider = ''] = PROVIDERS[purl.type] ?? [];
    const namespace = purl.namespace === undefined ? '-' : encodeURIComponent(purl.namespace);
    const path = [type, provider, namespace, encodeURIComponent(purl.name), encodeURIComponent(version)].join('/');
    const answer = await web.get(`${base}/definitions/${path}`);
    if (answer === undefined) return undefined;
    const root = jsonOf(answer);
    const found = textField(field(root, 'coordinates'), 'revision');
    if (found !== undefined && found !== version) throw new WrongAnswer(`it answered with version ${found}`);
    const declared = textField(field(root, 'licensed'), 'declared') ?? '';
    const isKnown = declared !== '' && !/^(?:NOASSERTION|OTHER)$/.test(declared);
    return { claims: toClaims(isKnown ? [declared] : [], placeOf('clearlydefined', answer, 'unverified')), places: [] };
  },
};
