import type { CDPSession, Page } from '@playwright/test';

/** What a page's main thread has done so far, and what it holds. */
export interface MainThread {
  /** Time in tasks: script, style, layout, painting. */
  readonly busyMs: number;
  readonly heapBytes: number;
  readonly nodes: number;
}

/** Reads it as the browser's own tools do. */
export class MainThreadMeter {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<MainThreadMeter> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    return new MainThreadMeter(session);
  }

  async read(): Promise<MainThread> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? 0;
    return { busyMs: of('TaskDuration') * 1_000, heapBytes: of('JSHeapUsedSize'), nodes: of('Nodes') };
  }

  /** The same, once everything that nobody needs is gone. */
  async readCollected(): Promise<MainThread> {
    await this.#session.send('HeapProfiler.enable');
    await this.#session.send('HeapProfiler.collectGarbage');
    return this.read();
  }

  /** A fling by hand or wheel; resolves when it is over. `distancePx` above zero looks further up. */
  async fling({ x, y, distancePx, speedPxPerS }: Fling): Promise<void> {
    await this.#session.send('Input.synthesizeScrollGesture', {
      x,
      y,
      yDistance: distancePx,
      speed: speedPxPerS,
      gestureSourceType: 'touch',
      preventFling: true,
    });
  }
}

export interface Fling {
  readonly x: number;
  readonly y: number;
  readonly distancePx: number;
  readonly speedPxPerS: number;
}
