import { appendFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Closes a run with `N passed, N failed, N skipped`, and writes the line to $LICET_TEST_SUMMARY when that is set. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== 'pending') counts[state] += 1;
      }
      if (module.errors().length > 0) counts.failed += 1; // a file that did not even load
    }
    const line = `${counts.passed} passed, ${counts.failed + errors.length} failed${counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`}\n`;
    process.stdout.write(line);
    const file = process.env['LICET_TEST_SUMMARY'];
    if (file !== undefined) appendFileSync(file, line);
  }
}
