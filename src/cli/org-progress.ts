import type { Attempt } from '../inventory/attempt.ts';
import { formatCount } from '../report/numbers.ts';
import { escapeControls } from '../report/escape-controls.ts';
import type { Voice } from './log.ts';
import type { Terminal } from './terminal.ts';

const REDRAW_MS = 100;
const LINE_MS = 30_000;

/** Counts of a run over many repositories, with an estimate: one line that is rewritten, or one every half minute in a log. */
export function orgProgress(total: number, voice: Voice, terminal: Terminal): { note(attempt: Attempt): void; done(): void } {
  const started = performance.now();
  let [count, failed, drawn] = [0, 0, started];
  const line = (): string => {
    const left = ((performance.now() - started) / count) * (total - count);
    const failures = failed === 0 ? '' : ` · ${formatCount(failed)} failed`;
    return `scanned ${formatCount(count)} of ${formatCount(total)}${failures}${count === total ? '' : ` · about ${duration(left)} left`}`;
  };
  return {
    note({ outcome, repository, reason }) {
      count += 1;
      if (outcome === 'failed') {
        failed += 1;
        const clear = terminal.errIsTty && !voice.quiet ? '\r\u001b[2K' : '';
        terminal.err(`${clear}${voice.errStyle.error('error')} ${escapeControls(repository)}: ${escapeControls(reason ?? '')}\n`);
      }
      const now = performance.now();
      if (voice.quiet || now - drawn < (terminal.errIsTty ? REDRAW_MS : LINE_MS)) return;
      drawn = now;
      terminal.err(terminal.errIsTty ? `\r\u001b[2K${line()}`.slice(0, terminal.columns + 5) : `${line()}\n`);
    },
    done() {
      if (!voice.quiet && terminal.errIsTty) terminal.err('\r\u001b[2K');
    },
  };
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
