import type { LicenseEvidence, SpdxExpression } from '../domain/license.ts';
import { toExpression } from '../domain/spdx-expression.ts';
import type { LicenseAliases } from './license-aliases.ts';
import { readRLicense } from './r-license.ts';

/** What we make of a text that somebody wrote as a license. */
export type Normalised =
  | {
      readonly kind: 'expression';
      readonly expression: SpdxExpression;
      readonly normalised: NonNullable<LicenseEvidence['normalised']>;
    }
  /** `SEE LICENSE IN x`: the terms are in a file of the package. */
  | { readonly kind: 'file'; readonly path: string }
  /** `NONE`: the package says that it has no license. */
  | { readonly kind: 'none' }
  /** Known, and it names no single license (`BSD`, `GPL`). */
  | { readonly kind: 'ambiguous'; readonly alias: string }
  | { readonly kind: 'unknown' };

const LONGEST = 2000;
const UNKNOWN = { kind: 'unknown' } as const;

/**
 * Reads a license text exactly: valid SPDX, or a row of the alias table, or a plain list of those joined by one
 * operator. Never a guess, never throws.
 * @param packageType purl type of the package: some writings mean something in one ecosystem only
 */
export function normaliseLicense(raw: string, packageType: string, aliases: LicenseAliases): Normalised {
  const text = stripParentheses(raw.trim());
  if (text === '' || text.length > LONGEST) return UNKNOWN;
  if (/^none$/i.test(text)) return { kind: 'none' };
  if (/^noassertion$/i.test(text)) return UNKNOWN;
  // npm's way to say that nobody else may use it (documentation of package.json, `license`); elsewhere undefined
  if (/^unlicensed$/i.test(text)) {
    return packageType === 'npm' ? ofAlias('LicenseRef-npm-unlicensed', 'npm:unlicensed') : UNKNOWN;
  }
  if (packageType === 'cran') return ofR(text, aliases);
  const file = /^see licen[cs]e in (\S.*)$/i.exec(text)?.[1];
  if (file !== undefined) return { kind: 'file', path: file.replaceAll(/^[<"'`]|[>"'`.]+$/g, '').replace(/^\.\//, '') };
  return (
    ofExpression(text) ??
    ofId(text, aliases) ??
    ofRow(text, aliases) ??
    ofNameWithId(text, aliases) ??
    (packageType === 'cargo' ? ofSlashes(text, aliases) : undefined) ??
    ofOperands(text, aliases) ??
    UNKNOWN
  );
}

function ofR(text: string, aliases: LicenseAliases): Normalised {
  const read = readRLicense(text);
  if (read?.kind === 'file') return read;
  // One name may be a row that is known to be ambiguous (`GPL`); in R, `GPL-2` is version 2 and no other.
  const [only, another] = read?.names ?? [];
  if (only !== undefined && another === undefined && only === text)
    return ofExpression(text) ?? ofId(text, aliases) ?? ofRow(text, aliases) ?? ofOperands(text, aliases) ?? UNKNOWN;
  return (read === undefined ? undefined : join(read.names, ' OR ', aliases, 'cran:license')) ?? UNKNOWN;
}

function ofExpression(text: string): Normalised | undefined {
  const expression = toExpression(text);
  if (expression === undefined) return undefined;
  const sameButCase = expression !== text && expression.toLowerCase() === text.toLowerCase();
  return { kind: 'expression', expression, normalised: sameButCase ? 'spdx-case' : 'spdx' };
}

function ofId(text: string, aliases: LicenseAliases): Normalised | undefined {
  const expression = aliases.findId(text);
  return expression === undefined ? undefined : { kind: 'expression', expression, normalised: 'spdx-case' };
}

function ofRow(text: string, aliases: LicenseAliases): Normalised | undefined {
  const row = aliases.find(text);
  if (row === undefined) return undefined;
  if ('ambiguous' in row) return { kind: 'ambiguous', alias: row.alias };
  return { kind: 'expression', expression: row.expression, normalised: `alias:${row.alias}` };
}

/** `BSD 3-Clause "New" or "Revised" License (BSD-3-Clause)`: the id in parentheses counts where the name does not speak against it. */
function ofNameWithId(text: string, aliases: LicenseAliases): Normalised | undefined {
  const [, name = '', written = ''] = /^([^()]+)\(([^()\s]+)\)$/.exec(text) ?? [];
  const id = aliases.findId(written);
  const named = aliases.find(name);
  if (id === undefined || named === undefined) return undefined;
  if (!('ambiguous' in named) && named.expression !== id) return undefined;
  return ofAlias(id, named.alias);
}

function ofAlias(expression: string, alias: string): Normalised {
  const parsed = toExpression(expression);
  return parsed === undefined ? UNKNOWN : { kind: 'expression', expression: parsed, normalised: `alias:${alias}` };
}

// "/" was the operator of Cargo manifests before SPDX 2.1 and means OR (doc.rust-lang.org/cargo/reference/manifest.html#the-license-and-license-file-fields)
function ofSlashes(text: string, aliases: LicenseAliases): Normalised | undefined {
  if (!text.includes('/') || text.includes('://')) return undefined;
  return join(text.split('/'), ' OR ', aliases, 'cargo:slash');
}

// "Apache 2.0 or MIT": only one operator and no parentheses, else precedence would be a guess.
function ofOperands(text: string, aliases: LicenseAliases): Normalised | undefined {
  if (/[()]/.test(text)) return undefined;
  const words = text.split(/\s+/);
  const operators = new Set(words.filter((word) => /^(?:or|and)$/i.test(word)).map((word) => word.toUpperCase()));
  const [operator, other] = [...operators];
  if (operator === undefined || other !== undefined) return undefined;
  const operands: string[][] = [[]];
  for (const word of words) {
    if (word.toUpperCase() === operator) operands.push([]);
    else operands.at(-1)?.push(word);
  }
  return join(
    operands.map((operand) => operand.join(' ')),
    ` ${operator} `,
    aliases,
    'operands',
  );
}

function join(parts: readonly string[], operator: string, aliases: LicenseAliases, alias: string): Normalised | undefined {
  const expressions: string[] = [];
  for (const part of parts) {
    const text = part.trim();
    const found = ofExpression(text) ?? ofId(text, aliases) ?? ofRow(text, aliases);
    if (found?.kind !== 'expression') return undefined;
    expressions.push(/ (?:AND|OR) /.test(found.expression) ? `(${found.expression})` : found.expression);
  }
  const expression = toExpression(expressions.join(operator));
  return expression === undefined ? undefined : { kind: 'expression', expression, normalised: `alias:${alias}` };
}

/** `(MIT)` is `MIT`; `(MIT) OR (ISC)` stays. */
function stripParentheses(text: string): string {
  const inner = /^\(([^()]*)\)$/.exec(text)?.[1];
  return inner === undefined ? text : inner.trim();
}
