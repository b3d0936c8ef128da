import { escapeModule } from '../../../ecosystems/golang/module-path.ts';
import type { OnlineSource } from '../source.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/** The module's archive (Go modules reference, "GOPROXY protocol"): a module says its license by its files alone. */
export const goSource: OnlineSource = {
  id: 'go',
  types: ['golang'],
  async ask({ component, purl: { namespace = '', name }, version, base, files }, web) {
    if (files) return undefined; // it has them already
    const module = namespace === '' ? name : `${namespace}/${name}`;
    const path = `${base}/${escapeModule(module)}/@v/${escapeModule(version)}.zip`;
    const answer = await web.get(path, { mostBytes: MOST_BYTES });
    if (answer === undefined) return undefined;
    const prefix = `${module}@${version}/`;
    const sum = component.properties?.['licet:go:h1'];
    const check = sum === undefined ? undefined : ({ kind: 'go-sum', prefix, sum } as const);
    const place = { root: 'registry:go', path, inside: prefix, format: 'zip', time: answer.time } as const;
    return { claims: [], places: [{ ...place, ...(check && { check }) }] };
  },
};
