import type { Progress } from '../pipeline/services.ts';
import type { Terminal } from './terminal.ts';

const REDRAW_MS = 80;

/** One line on standard error that is rewritten while work goes on, and gone when it ends; silent when nobody watches. */
export function showProgress(terminal: Terminal, quiet: boolean): Progress & { done(): void } {
  if (quiet || !terminal.errIsTty) return { stage: () => undefined, tick: () => undefined, done: () => undefined };
  let name = '';
  let total: number | undefined;
  let count = 0;
  let drawn = 0;
  const draw = (): void => {
    const now = performance.now();
    if (now - drawn < REDRAW_MS) return;
    drawn = now;
    const counts = total === undefined ? '' : ` ${count}/${total}`;
    terminal.err(`\r\u001b[2K${name}${counts}`.slice(0, terminal.columns));
  };
  return {
    stage(next, size) {
      name = next;
      total = size;
      count = 0;
      drawn = 0;
      draw();
    },
    tick() {
      count += 1;
      draw();
    },
    done() {
      terminal.err('\r\u001b[2K');
    },
  };
}
