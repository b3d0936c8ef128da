import type { OnlineSource } from '../source.ts';

const MOST_BYTES = 32 * 1024 * 1024;

/** The archive itself, from where Cargo gets it (`dl` of the index's config.json): it has the license texts too. */
export const cratesSource: OnlineSource = {
  id: 'crates',
  types: ['cargo'],
  async ask({ purl: { name }, version, base, files }, web) {
    if (files) return undefined; // it has them already
    const path = `${base}/${name}/${name}-${version}.crate`;
    const answer = await web.get(path, { mostBytes: MOST_BYTES });
    if (answer === undefined) return undefined;
    const place = { root: 'registry:crates', path, inside: `${name}-${version}/`, format: 'tar.gz' } as const;
    return { claims: [], places: [{ ...place, check: { kind: 'archive', path }, time: answer.time }] };
  },
};
