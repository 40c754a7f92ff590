import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** How far a long work is. */
export interface Progress extends Disposable {
  add(count: number): void;
}

export interface ProgressOptions {
  readonly label: string;
  readonly total: number;
  readonly unit: string;
  /** Milliseconds, for the rate. */
  readonly nowMs: () => number;
}

/** Where nobody watches a bar, a line is written this often. */
const lineEveryMs = 5_000;

/** A bar with rate and remaining time where a person looks on, else a line every few seconds; both on stderr. */
export function showProgress(terminal: Terminal, options: ProgressOptions): Progress {
  return terminal.isInteractive ? bar(options) : lines(terminal, options);
}

function bar({ label, total, unit, nowMs }: ProgressOptions): Progress {
  const single = new SingleBar({
    format: `${label} {bar} {percentage} % | {value} of {total} ${unit} | {rate}/s | {eta_formatted} left`,
    barsize: 24,
    barCompleteChar: '\u2588',
    barIncompleteChar: '\u2591',
    hideCursor: true,
    // Interrupting is the command's business; it stops the bar, which shows the cursor again.
    gracefulExit: false,
    etaBuffer: 50,
  });
  const startedMs = nowMs();
  let done = 0;
  single.start(total, 0, { rate: '0' });
  return {
    add(count) {
      done += count;
      single.update(done, { rate: rateText(done, nowMs() - startedMs) });
    },
    [Symbol.dispose]: () => single.stop(),
  };
}

function lines(terminal: Terminal, { label, total, unit, nowMs }: ProgressOptions): Progress {
  const startedMs = nowMs();
  let toldMs = startedMs;
  let done = 0;
  return {
    add(count) {
      done += count;
      const now = nowMs();
      if (now - toldMs < lineEveryMs) return;
      toldMs = now;
      const leftS = Math.ceil((((now - startedMs) / done) * (total - done)) / 1_000);
      const rate = rateText(done, now - startedMs);
      terminal.note(`${label}: ${numberText(done)} of ${numberText(total)} ${unit}, ${rate}/s, ${leftS} s left`);
    },
    [Symbol.dispose]: () => {},
  };
}

function rateText(count: number, ms: number): string {
  return numberText(ms <= 0 ? 0 : Math.round((count * 1_000) / ms));
}

/** `1,234,567`. */
export function numberText(count: number): string {
  return count.toLocaleString('en-US');
}
