/** An expression's canonical form, or `undefined` when it is none. Ids in any case; deprecated GNU ids rewritten. */
export type Canonicalise = (written: string) => string | undefined;

const DEPRECATED: Readonly<Record<string, string>> = {
  'GPL-2.0-with-classpath-exception': 'GPL-2.0-only WITH Classpath-exception-2.0',
  'GPL-2.0-with-GCC-exception': 'GPL-2.0-only WITH GCC-exception-2.0',
  'GPL-2.0-with-autoconf-exception': 'GPL-2.0-only WITH Autoconf-exception-2.0',
  'GPL-2.0-with-bison-exception': 'GPL-2.0-only WITH Bison-exception-2.2',
  'GPL-2.0-with-font-exception': 'GPL-2.0-only WITH Font-exception-2.0',
  'GPL-3.0-with-autoconf-exception': 'GPL-3.0-only WITH Autoconf-exception-3.0',
  'GPL-3.0-with-GCC-exception': 'GPL-3.0-only WITH GCC-exception-3.1',
  'eCos-2.0': 'GPL-2.0-or-later WITH eCos-exception-2.0',
  wxWindows: 'LGPL-2.0-or-later WITH WxWindows-exception-3.1',
};
const MOST_TOKENS = 200;

/** Makes the reader of tag expressions from the index's ids. Linear, without recursion on the text's depth. */
export function expressionReader(ids: readonly string[], exceptionIds: readonly string[]): Canonicalise {
  const licenses = new Map(ids.map((id) => [id.toLowerCase(), id]));
  const exceptions = new Map(exceptionIds.map((id) => [id.toLowerCase(), id]));
  return (written) => {
    const tokens = written.match(/[()]|[^\s()]+/g) ?? [];
    if (tokens.length === 0 || tokens.length > MOST_TOKENS) return undefined;
    let depth = 0;
    let wants: 'license' | 'operator' | 'exception' = 'license';
    const out: string[] = [];
    for (const token of tokens) {
      const upper = token.toUpperCase();
      if (wants === 'license' && token === '(') {
        depth += 1;
        out.push('(');
      } else if (wants === 'operator' && token === ')') {
        depth -= 1;
        if (depth < 0) return undefined;
        out.push(')');
      } else if (wants === 'operator' && (upper === 'AND' || upper === 'OR' || upper === 'WITH')) {
        wants = upper === 'WITH' ? 'exception' : 'license';
        out.push(upper);
      } else if (wants === 'license') {
        const id = licenseId(token, licenses);
        if (id === undefined) return undefined;
        out.push(id);
        wants = 'operator';
      } else if (wants === 'exception') {
        const id = exceptions.get(token.toLowerCase()) ?? (/^AdditionRef-[\w.-]+$/.test(token) ? token : undefined);
        if (id === undefined) return undefined;
        out.push(id);
        wants = 'operator';
      } else {
        return undefined;
      }
    }
    return wants === 'operator' && depth === 0 ? out.join(' ').replaceAll('( ', '(').replaceAll(' )', ')') : undefined;
  };
}

function licenseId(token: string, licenses: ReadonlyMap<string, string>): string | undefined {
  if (/^(?:DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+$/.test(token)) return token;
  const known = licenses.get(token.toLowerCase());
  if (known !== undefined) return rewriteDeprecated(known);
  const base = token.endsWith('+') ? licenses.get(token.slice(0, -1).toLowerCase()) : undefined;
  return base === undefined ? undefined : `${base.replace(/-only$/, '')}+`;
}

/** `GPL-2.0` -> `GPL-2.0-only`, `GPL-2.0+` -> `GPL-2.0-or-later`; since SPDX list 3.0 the plain ids are deprecated. */
export function rewriteDeprecated(id: string): string {
  const gnu = /^((?:A|L)?GPL|GFDL)-(\d\.\d)(\+?)$/.exec(id);
  if (gnu !== null) return `${gnu[1]}-${gnu[2]}-${gnu[3] === '+' ? 'or-later' : 'only'}`;
  return DEPRECATED[id] ?? id;
}
