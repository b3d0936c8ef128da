/** The fields of a DESCRIPTION file (Debian control format: a value goes on in indented lines), with their lines. */
export interface DescriptionFields {
  get(field: string): string | undefined;
  line(field: string): number | undefined;
}

/** Reads a DESCRIPTION of an R package (cran.r-project.org/doc/manuals/r-release/R-exts.html#The-DESCRIPTION-file). */
export function readDescription(text: string): DescriptionFields {
  const fields = new Map<string, { parts: string[]; line: number }>();
  let open: string[] | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.replace(/\r$/, '');
    if (/^\s/.test(content)) {
      open?.push(content.trim());
      continue;
    }
    const match = /^([A-Za-z][\w/@.-]*)\s*:(.*)$/.exec(content);
    open = match === null ? undefined : [(match[2] ?? '').trim()];
    if (match !== null && open !== undefined && !fields.has(match[1] ?? ''))
      fields.set(match[1] ?? '', { parts: open, line: index + 1 });
  }
  return {
    get: (field) => fields.get(field)?.parts.join(' ').trim() || undefined,
    line: (field) => fields.get(field)?.line,
  };
}

export interface RDependency {
  readonly name: string;
  readonly requirement?: string;
}

/** Reads `R (>= 3.3), cli, rlang (>= 1.0.0)`; R itself is not a package. */
export function parseDependencies(value: string | undefined): RDependency[] {
  return (value ?? '').split(',').flatMap((part) => {
    const match = /^\s*([A-Za-z][A-Za-z0-9.]*)\s*(?:\(([^)]*)\))?\s*$/.exec(part.slice(0, 500));
    const [, name, requirement] = match ?? [];
    if (name === undefined || name === 'R') return [];
    return [{ name, ...(requirement !== undefined && { requirement: requirement.trim() }) }];
  });
}

/** The packages of R itself (`Priority: base`): they have R's version and license. */
export const BASE_PACKAGES: ReadonlySet<string> = new Set(
  [
    'base compiler datasets graphics grDevices grid methods parallel splines stats stats4',
    'tcltk tools utils translations',
  ].flatMap((names) => names.split(' ')),
);
