import { quantileOf } from '../report/spread.ts';
import type { Row } from '../report/row.ts';
import { framesDuring } from '../stage/frames.ts';
import { MainThreadMeter } from '../stage/main-thread.ts';
import { visitHistory } from '../stage/visit.ts';
import type { Measure } from './measure.ts';

const size = 100_000;
/** A frame of a screen that shows 60 a second, and what timers are off by. */
const frameMs = 1_000 / 60 + 0.5;
const fling = { x: 800, y: 400, speedPxPerS: 8_000 } as const;
const distancePx = 24_000;

/** Flinging up through 100,000 messages: each repetition goes on where the one before has ended, so pages load all the while. */
export const scrolling: Measure = {
  name: 'scrolling',
  about: 'frames while flinging through 100,000 messages',
  async run(stage, { repetitions }) {
    await using visit = await visitHistory(stage, size);
    const { page } = visit.screen;
    const meter = await MainThreadMeter.of(page);
    const up = await flung('up, pages loading', repetitions, distancePx);
    const down = await flung('down again', repetitions, -distancePx);
    return { rows: [...up.rows, ...down.rows], notes: [`  frames counted: ${up.count} up, ${down.count} down`] };

    async function flung(name: string, times: number, distance: number): Promise<{ rows: Row[]; count: number }> {
      const rounds: number[][] = [];
      for (let n = 0; n < times; n++)
        rounds.push(await framesDuring(page, () => meter.fling({ ...fling, distancePx: distance })));
      const row = (what: string, unit: 'ms' | '%', of: (frames: number[]) => number): Row => ({
        what: `${name}, ${what}`,
        unit,
        values: rounds.map(of),
      });
      const late = (frames: number[]): number => frames.filter((ms) => ms > frameMs).length / frames.length;
      const rows = [
        { ...row('frame, p50', 'ms', (frames) => quantileOf(frames, 0.5)), target: { atMost: 16.7 } },
        { ...row('frame, p95', 'ms', (frames) => quantileOf(frames, 0.95)), target: { atMost: 16.8 } },
        row('frame, longest', 'ms', (frames) => Math.max(...frames)),
        row('frames over 16.7 ms', '%', (frames) => 100 * late(frames)),
      ];
      return { rows, count: rounds.flat().length };
    }
  },
};
