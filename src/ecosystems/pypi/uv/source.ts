import { isRecord, textField } from '../../formats/values.ts';
import { indexSource, urlSource, vcsSource, type PypiSource } from '../source.ts';

/** A source with the text that tells it from others. */
export interface UvSource {
  readonly written: string;
  readonly source: PypiSource;
}

const KINDS = ['registry', 'git', 'url', 'path', 'directory', 'editable', 'virtual'] as const;

/** `{ registry = "https://…" }`; uv before 0.3 wrote `registry+https://…`. */
export function uvSource(value: unknown): UvSource | undefined {
  if (typeof value === 'string') {
    const plus = value.indexOf('+');
    return plus === -1 ? undefined : toSource(value.slice(0, plus), value.slice(plus + 1), undefined);
  }
  if (!isRecord(value)) return undefined;
  for (const kind of KINDS) {
    const place = textField(value, kind);
    if (place !== undefined) return toSource(kind, place, textField(value, 'subdirectory'));
  }
  return undefined;
}

function toSource(kind: string, place: string, subdirectory: string | undefined): UvSource | undefined {
  const written = `${kind}+${place}${subdirectory === undefined ? '' : `#${subdirectory}`}`;
  switch (kind) {
    case 'registry':
      return { written, source: indexSource(place) };
    case 'git':
      return { written, source: gitSource(place) };
    case 'url':
    case 'direct': {
      const source = urlSource(place);
      return { written, source: source.kind === 'url' && subdirectory !== undefined ? { ...source, subdirectory } : source };
    }
    case 'path':
    case 'directory':
    case 'editable':
    case 'virtual':
      return { written, source: { kind: 'local', path: place } };
    default:
      return undefined;
  }
}

// `https://host/repo?subdirectory=a&rev=main#<commit>`: what was asked for in the query, what was taken in the fragment
function gitSource(place: string): PypiSource {
  const [, base = '', query = '', commit] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(place) ?? [];
  const subdirectory = /(?:^|&)subdirectory=([^&]+)/.exec(query)?.[1];
  return vcsSource({ type: 'git', url: base, revision: commit, subdirectory: subdirectory?.replaceAll(/%2f/gi, '/') });
}
