import { quantileOf } from '../report/spread.ts';
import type { Row } from '../report/row.ts';
import { noteKeys, takeKeys } from '../stage/frames.ts';
import { MainThreadMeter } from '../stage/main-thread.ts';
import type { Stage } from '../stage/stage.ts';
import { visitHistory } from '../stage/visit.ts';
import type { Measure } from './measure.ts';

const target = { atMost: 16 };
const sizes = [10_000, 100_000];
const text = 'The quick brown fox jumps over the lazy dog, then it rests for a while and goes home. ';
/** About as fast as one types who is fast; never in step with the frames. */
const betweenMs = 45;

/**
 * Typing into the composer of a long conversation. To the frame: from the key to the first frame after it, the waiting
 * for that frame included, up to 16.7 ms of it even when there is nothing to do. Work: what the main thread did for it.
 */
export const keystrokes: Measure = {
  name: 'keystrokes',
  about: 'a key in the composer of a long conversation',
  async run(stage, { repetitions }) {
    const rows: Row[] = [];
    for (const size of sizes) rows.push(...(await typed(stage, size, repetitions)));
    return { rows, notes: [] };
  },
};

async function typed(stage: Stage, size: number, repetitions: number): Promise<Row[]> {
  await using visit = await visitHistory(stage, size);
  const { page, composer } = visit.screen;
  const meter = await MainThreadMeter.of(page);
  await composer.text.click();
  // The first keys load what a composer in use needs.
  await page.keyboard.type(text.slice(0, 20), { delay: betweenMs });
  await composer.text.fill('');
  await noteKeys(page);
  const median: number[] = [];
  const p95: number[] = [];
  const work: number[] = [];
  for (let n = 0; n < repetitions; n++) {
    const before = await meter.read();
    await page.keyboard.type(text, { delay: betweenMs });
    const { busyMs } = await meter.read();
    const keys = await takeKeys(page);
    median.push(quantileOf(keys, 0.5));
    p95.push(quantileOf(keys, 0.95));
    work.push((busyMs - before.busyMs) / text.length);
    await composer.text.fill('');
    await takeKeys(page);
  }
  const name = `${size.toLocaleString('en')} messages`;
  return [
    { what: `${name}, key to next frame, median`, unit: 'ms', values: median, target },
    { what: `${name}, key to next frame, p95`, unit: 'ms', values: p95 },
    { what: `${name}, work per key`, unit: 'ms', values: work, target },
  ];
}
