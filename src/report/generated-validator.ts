/** One problem that a compiled JSON Schema found (ajv's error object, the part we use). */
interface SchemaProblem {
  readonly instancePath: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

interface CompiledSchema {
  (value: unknown): boolean;
  errors?: readonly SchemaProblem[] | null;
}

const MOST_PROBLEMS = 20;

/**
 * Loads a validator that `scripts/build-validators.mjs` compiled. The folder is at the package root, and this file as
 * far below it in `src/` as in `dist/`, so one relative URL holds for both.
 */
export async function loadCompiledSchema(name: string): Promise<(value: unknown) => readonly string[]> {
  const url = new URL(`../../generated/${name}.mjs`, import.meta.url);
  const { validate } = (await import(/* @vite-ignore */ url.href)) as { validate: CompiledSchema };
  return (value) => (validate(value) ? [] : (validate.errors ?? []).slice(0, MOST_PROBLEMS).map(describe));
}

function describe(problem: SchemaProblem): string {
  const extra = problem.params?.['additionalProperty'];
  const named = typeof extra === 'string' ? ` (\`${extra}\`)` : '';
  return `${problem.instancePath === '' ? '/' : problem.instancePath}: ${problem.message ?? 'not valid'}${named}`;
}
