/** A value of an INI file with the line of its key; the lines of a longer one are joined by line breaks. */
export interface IniValue {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

export type Ini = ReadonlyMap<string, ReadonlyMap<string, IniValue>>;

/** Reads what Python's configparser reads: `[section]`, `key = value` or `key: value`, indented lines go on, `#` and `;` begin comments. */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, IniValue>>();
  let section: Map<string, IniValue> | undefined;
  let open: { key: string; parts: string[]; line: number } | undefined;
  const finish = (): void => {
    if (open !== undefined && section !== undefined && !section.has(open.key)) {
      section.set(open.key, { text: open.parts.join('\n').trim(), line: open.line });
    }
    open = undefined;
  };
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    if (/^\s/.test(line)) {
      open?.parts.push(line.trim());
      continue;
    }
    finish();
    const name = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, IniValue>();
      sections.set(name, section);
      continue;
    }
    const [, key, value = ''] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    // setuptools takes `install-requires` for `install_requires`
    if (key !== undefined) open = { key: key.toLowerCase().replaceAll('-', '_'), parts: [value], line: index + 1 };
  }
  finish();
  return sections;
}
