import { isName } from './names.ts';

/** One dependency as PEP 508 writes it: `requests[socks] >=2, <3; python_version > "3.8"`, `pip @ https://…`. */
export interface Requirement {
  readonly name: string;
  readonly extras: readonly string[];
  /** `>=2, <3`; absent when any version will do, or a URL says which. */
  readonly specifier?: string;
  readonly url?: string;
  readonly marker?: string;
}

const LONGEST = 4000;
// pip expands `${NAME}` in requirements files from the environment
const CLAUSE = /^(?:===\s*\S+|(?:~=|==|!=|<=|>=|<|>)\s*(?:[\w.*+!-]|\$\{\w+\})+)$/;

/** `undefined` for what pip would refuse. */
export function parseRequirement(text: string): Requirement | undefined {
  if (text.length > LONGEST) return undefined;
  const [, name = '', rest = ''] = /^\s*([a-z0-9][\w.-]*)(.*)$/is.exec(text) ?? [];
  if (!isName(name)) return undefined;
  const afterName = rest.trim();
  const close = afterName.startsWith('[') ? afterName.indexOf(']') : -1;
  if (afterName.startsWith('[') && close === -1) return undefined;
  const extras = afterName
    .slice(1, Math.max(close, 1))
    .split(',')
    .map((extra) => extra.trim())
    .filter((extra) => extra !== '');
  if (!extras.every(isName)) return undefined;
  const tail = afterName.slice(close + 1).trim();
  return tail.startsWith('@') ? withUrl(name, extras, tail.slice(1).trim()) : withSpecifier(name, extras, tail);
}

// A URL may hold `;`, so a marker after one needs a space before it (PEP 508, "URI references").
function withUrl(name: string, extras: readonly string[], text: string): Requirement | undefined {
  const [, url = '', marker] = /^(\S+)(?:\s+;\s*(.*))?$/s.exec(text.replace(/\s+$/, '')) ?? [];
  if (url === '') return undefined;
  return { name, extras, url, ...(marker !== undefined && marker !== '' && { marker: marker.trim() }) };
}

function withSpecifier(name: string, extras: readonly string[], text: string): Requirement | undefined {
  const semicolon = text.indexOf(';');
  const marker = semicolon === -1 ? '' : text.slice(semicolon + 1).trim();
  const written = (semicolon === -1 ? text : text.slice(0, semicolon)).trim();
  const specifier = /^\((.*)\)$/s.exec(written)?.[1]?.trim() ?? written;
  if (specifier !== '' && parseClauses(specifier) === undefined) return undefined;
  return { name, extras, ...(specifier !== '' && { specifier }), ...(marker !== '' && { marker }) };
}

function parseClauses(specifier: string): readonly string[] | undefined {
  const clauses = specifier.split(',').map((clause) => clause.trim());
  // a trailing comma is allowed (packaging.specifiers)
  if (clauses.at(-1) === '') clauses.pop();
  return clauses.length > 0 && clauses.every((clause) => CLAUSE.test(clause)) ? clauses : undefined;
}

/** The version that a specifier leaves no choice about: `==1.2` and `===1.2`, never `==1.*` or a range. */
export function exactVersion(specifier: string | undefined): string | undefined {
  for (const clause of parseClauses(specifier ?? '') ?? []) {
    const version = /^={2,3}\s*([^*$\s]+)$/.exec(clause)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}
