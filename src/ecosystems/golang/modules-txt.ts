/** One module of vendor/modules.txt. */
export interface VendoredModule {
  readonly path: string;
  readonly version?: string;
  /** What stands in its place: a module, or a directory without a version. */
  readonly replacement?: { readonly target: string; readonly version?: string };
  /** Named in a go.mod of the build. */
  readonly explicit: boolean;
  /** Some of its packages are in the vendor folder; else it is only required. */
  readonly hasPackages: boolean;
  readonly line: number;
}

/**
 * Reads vendor/modules.txt (`go mod vendor`): `# path version [=> path [version]]` opens a module, `## explicit; go 1.x`
 * belongs to it, and each following line is a package of it. A module may be opened twice.
 */
export function parseModulesTxt(text: string): readonly VendoredModule[] {
  const modules = new Map<string, VendoredModule>();
  let current: string | undefined;
  const update = (change: Partial<VendoredModule>): void => {
    const known = current === undefined ? undefined : modules.get(current);
    if (current !== undefined && known !== undefined) modules.set(current, { ...known, ...change });
  };
  for (const [index, content] of text.split('\n').entries()) {
    const line = content.trim();
    if (line === '') continue;
    if (line.startsWith('## ')) {
      if (/^## (?:[^;]*; *)*explicit\b/.test(line)) update({ explicit: true });
    } else if (line.startsWith('# ')) {
      const opened = parseHeader(line.slice(2), index + 1);
      current = opened?.path;
      if (opened !== undefined && !modules.has(opened.path)) modules.set(opened.path, opened);
    } else {
      update({ hasPackages: true });
    }
  }
  return [...modules.values()];
}

function parseHeader(text: string, line: number): VendoredModule | undefined {
  const [left = '', right] = text.split(' => ', 2);
  const [path = '', version] = left.split(' ');
  const [target = '', targetVersion] = (right ?? '').split(' ');
  // a line such as `# comment` names neither a version nor a replacement
  if (path === '' || (version === undefined && target === '')) return undefined;
  return {
    path,
    ...(version !== undefined && { version }),
    ...(target !== '' && { replacement: { target, ...(targetVersion !== undefined && { version: targetVersion }) } }),
    explicit: false,
    hasPackages: false,
    line,
  };
}
