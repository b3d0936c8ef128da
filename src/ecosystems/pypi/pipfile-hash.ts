import { COMPACT, pythonJsonHash } from '../formats/python-json.ts';
import { field, isRecord, recordField, type UnknownRecord } from '../formats/values.ts';
import { foldName } from './names.ts';

/** Tables that are no categories of packages (sarugaku/plette `pipfiles.py`). */
const OTHERS = new Set(['source', 'packages', 'dev-packages', 'requires', 'scripts', 'pipfile', 'pipenv', 'default', 'develop']);

/**
 * What Pipenv writes as the hash of a Pipfile: since 2022.10 with the packages of all categories, since 2026 with their names in
 * the form of PEP 503 (pypa/pipenv `utils/pipfile.py`, `calculate_hash`). Without a source of its own, Pipenv's default counts.
 */
export function pipfileHashes(root: UnknownRecord): (string | undefined)[] {
  const sources = field(root, 'source');
  if (sources === undefined) return [undefined];
  const content = (toSection: (section: UnknownRecord) => UnknownRecord): UnknownRecord => ({
    _meta: { sources, requires: recordField(root, 'requires') ?? {} },
    default: toSection(recordField(root, 'packages') ?? {}),
    develop: toSection(recordField(root, 'dev-packages') ?? {}),
  });
  const categories = Object.entries(root).filter(([name]) => !OTHERS.has(name));
  const withCategories = (toSection: (section: UnknownRecord) => UnknownRecord): UnknownRecord => ({
    ...content(toSection),
    ...Object.fromEntries(categories.map(([name, section]) => [name, isRecord(section) ? toSection(section) : section])),
  });
  return [content(asWritten), withCategories(asWritten), withCategories(folded)].map((data) => pythonJsonHash(data, COMPACT));
}

function asWritten(section: UnknownRecord): UnknownRecord {
  return section;
}

function folded(section: UnknownRecord): UnknownRecord {
  return Object.fromEntries(Object.entries(section).map(([name, value]) => [foldName(name), value]));
}
