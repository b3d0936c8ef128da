import { field, listField, textField } from '../../../domain/values.ts';
import { expectSame, jsonOf, placeOf, toClaims, type OnlineSource } from '../source.ts';

const SYSTEMS: Readonly<Record<string, string>> = {
  npm: 'NPM',
  pypi: 'PYPI',
  cargo: 'CARGO',
  golang: 'GO',
  maven: 'MAVEN',
  nuget: 'NUGET',
  gem: 'RUBYGEMS',
};

/** `GET /systems/<system>/packages/<name>/versions/<version>` of deps.dev's API v3. Several licenses are a list without an operator. */
export const depsDevSource: OnlineSource = {
  id: 'deps.dev',
  types: Object.keys(SYSTEMS),
  async ask(question, web) {
    const { base, component, purl, version } = question;
    const name = purl.type === 'maven' ? `${purl.namespace ?? ''}:${purl.name}` : component.name;
    const answer = await web.get(
      `${base}/systems/${SYSTEMS[purl.type] ?? ''}/packages/${encodeURIComponent(name)}/versions/${encodeURIComponent(version)}`,
    );
    if (answer === undefined) return undefined;
    const root = jsonOf(answer);
    const key = field(root, 'versionKey');
    expectSame(question, { name: textField(key, 'name'), version: textField(key, 'version') });
    const licenses = (listField(root, 'licenses') ?? []).filter((item) => typeof item === 'string');
    // `non-standard` says that there is one which it cannot name
    const named = licenses.filter((license) => license !== 'non-standard');
    return named.length < licenses.length
      ? { claims: [], places: [] }
      : { claims: toClaims(named, placeOf('deps.dev', answer, 'unverified')), places: [] };
  },
};
