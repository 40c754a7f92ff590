import { writeFileSync } from 'node:fs';
import { arch, cpus, loadavg } from 'node:os';
import { firstLoad } from './measures/first-load.ts';
import { keystrokes } from './measures/keystrokes.ts';
import { lighthouse } from './measures/lighthouse.ts';
import type { Measure } from './measures/measure.ts';
import { memory } from './measures/memory.ts';
import { renders } from './measures/renders.ts';
import { scrolling } from './measures/scrolling.ts';
import { warmOpen } from './measures/warm-open.ts';
import { chosen, readOptions, usage } from './options.ts';
import { tableOf } from './report/table.ts';
import { openStage } from './stage/stage.ts';

const measures: readonly Measure[] = [firstLoad, ...lighthouse, warmOpen, keystrokes, scrolling, renders, memory];

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage(measures));
    return;
  }
  const wanted = chosen(measures, options.only);
  await using stage = await openStage();
  const results: Record<string, unknown> = {
    at: new Date().toISOString(),
    machine: { cpus: cpus().length, model: cpus()[0]?.model ?? '', arch: arch(), loadBefore: loadavg() },
    browser: stage.browser.version(),
    repetitions: options.repetitions,
  };
  for (const measure of wanted) {
    console.log(`\n── ${measure.name}: ${measure.about}`);
    const { rows, notes } = await measure.run(stage, options);
    console.log(tableOf(rows));
    for (const note of notes) console.log(note);
    results[measure.name] = { rows, notes };
  }
  const json = JSON.stringify(results, null, 2);
  if (options.json === null) console.log(`\n${json}`);
  else writeFileSync(options.json, `${json}\n`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage(measures)}` : error);
  process.exitCode = 1;
}
