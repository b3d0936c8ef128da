import type { CopyrightEvidence } from '../../domain/copyright.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { PackageFiles } from '../../ecosystems/ecosystem.ts';
import { PackageFilesProblem } from '../package-files.ts';
import { evidencePath } from '../package-place.ts';
import { decodeWhole, type PackageText } from '../package-texts.ts';
import { extractCopyrights } from './extract.ts';

const MOST_STATEMENTS = 500;
const MOST_HEADERS = 12;
/** A header stands at the head of a file. */
const HEAD = 16 * 1024;
const SPEAKING = /^(?:readme(?:\.\w+)?|[^/]+\.(?:[cm]?[jt]sx?|css|rs|go|py|rb|java|kt|php|c|h|cc|cpp|hpp|swift|lua|pl|sh))$/i;

/**
 * The statements of a package, each once, with the first place where it stands: those of its license, notice and authors
 * files; where these name nobody, those of its README and of the headers of the sources beside it.
 */
export async function packageCopyrights(
  texts: readonly PackageText[],
  files: PackageFiles,
  location: PackageLocation,
): Promise<readonly CopyrightEvidence[]> {
  // A list of third-party notices names the holders of other works.
  const own = texts.filter((text) => text.kind !== 'third-party');
  const found = distinct(own.flatMap(({ text, location: { root, path } }) => statementsOf(text, { root, path })));
  if (found.length > 0) return found;
  const statements: CopyrightEvidence[] = [];
  for (const path of (await files.list()).filter((name) => SPEAKING.test(name)).slice(0, MOST_HEADERS)) {
    const text = await headOf(files, path);
    if (text !== undefined) statements.push(...statementsOf(text, { root: location.root, path: evidencePath(location, path) }));
  }
  return distinct(statements);
}

function statementsOf(text: string, place: Pick<CopyrightEvidence['location'], 'root' | 'path'>): CopyrightEvidence[] {
  return extractCopyrights(text).map(({ lines, ...statement }) => ({ ...statement, location: { ...place, lines } }));
}

/** Spelling apart, `(c)` and `©` are one sign, and so is "Copyright" with or without it. */
function distinct(statements: readonly CopyrightEvidence[]): CopyrightEvidence[] {
  const byText = new Map<string, CopyrightEvidence>();
  for (const statement of statements) {
    const key = statement.text
      .toLowerCase()
      .replaceAll(/^copyright\b|\(c\)|©|[\s:,.]/g, '')
      .replaceAll('copyright', '');
    if (!byText.has(key)) byText.set(key, statement);
  }
  return [...byText.values()].slice(0, MOST_STATEMENTS);
}

async function headOf(files: PackageFiles, path: string): Promise<string | undefined> {
  try {
    const bytes = await files.bytes(path);
    return bytes === undefined ? undefined : decodeWhole(bytes.subarray(0, HEAD));
  } catch (error) {
    if (!(error instanceof PackageFilesProblem)) throw error;
    // Its license files could be read; a source file that cannot is no loss worth a word.
    return undefined;
  }
}
