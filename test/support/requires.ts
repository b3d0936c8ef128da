import { spawnSync } from 'node:child_process';

/**
 * Whether a tool of this machine can be used by a test. When it cannot, the test is skipped and its name says what is
 * missing; with `LICET_REQUIRE=all` it runs, and fails, so that CI cannot go green without it.
 *
 * `it.skipIf(!xmllint.usable)(`is valid against the XSD${xmllint.note}`, …)`
 */
export function requires(tool: string): { readonly usable: boolean; readonly note: string } {
  const found = !(spawnSync(tool, ['--version'], { stdio: 'ignore' }).error instanceof Error);
  const usable = found || process.env['LICET_REQUIRE'] === 'all';
  return { usable, note: usable ? '' : ` (skipped: \`${tool}\` is missing)` };
}
