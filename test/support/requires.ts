import { spawnSync } from 'node:child_process';

/**
 * Whether a tool of this machine can be used by a test. When it cannot, the test is skipped and its name says what is
 * missing; with `LICET_REQUIRE=all` it runs, and fails, so that CI cannot go green without it.
 *
 * `it.skipIf(!xmllint.usable)(`is valid against the XSD${xmllint.note}`, …)`
 */
export function requires(tool: string): { readonly usable: boolean; readonly note: string } {
  return usableWhen(!(spawnSync(tool, ['--version'], { stdio: 'ignore' }).error instanceof Error), tool);
}

/** The same for a module of Python. */
export function requiresPython(module: string): { readonly usable: boolean; readonly note: string } {
  const { status } = spawnSync('python3', ['-c', `import ${module}`], { stdio: 'ignore' });
  return usableWhen(status === 0, `python3 with ${module}`);
}

function usableWhen(found: boolean, what: string): { readonly usable: boolean; readonly note: string } {
  const usable = found || process.env['LICET_REQUIRE'] === 'all';
  return { usable, note: usable ? '' : ` (skipped: \`${what}\` is missing)` };
}
