import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';
import type { Contender } from './contenders/contenders.ts';
import { chosen } from './options.ts';
import { checksOf, tableOf } from './report/table.ts';
import { type Row, summarise, type Turn } from './report/summary.ts';
import type { Scenario } from './scenarios.ts';
import { perform } from './stage/perform.ts';
import { openStores } from './stage/stores.ts';

export interface BenchOptions {
  readonly scenarios: readonly Scenario[];
  readonly contenders: readonly Contender[];
  /** Names of those that take part; empty: who belongs to the scenario. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly quick: boolean;
  readonly profile: boolean;
  /** Where results, logs and profiles go. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

export interface BenchResult {
  readonly machine: object;
  readonly scenarios: readonly {
    readonly name: string;
    readonly what: string;
    readonly rows: readonly Row[];
    readonly turns: readonly Turn[];
  }[];
}

/**
 * Runs every scenario: the contenders one after the other, round by round (A B C A B C …), so that a machine that
 * becomes slower meanwhile does so for all of them. Writes the JSON and says the tables.
 */
export async function bench(options: BenchOptions): Promise<BenchResult> {
  const { say, folder, rounds, quick } = options;
  mkdirSync(folder, { recursive: true });
  await using stores = await openStores();
  const machine = {
    at: new Date().toISOString(),
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    system: `${process.platform} ${release()} ${arch()}`,
    node: process.version,
    loadAtStart: loadavg()[0],
    stores: stores.description,
    rounds,
    quick,
  };
  say(`${machine.cpu}, Node ${machine.node}, load ${machine.loadAtStart?.toFixed(1)}; one process for each server`);
  say(`${stores.description.postgres}; ${stores.description.redis}\nStores in ${stores.description.folder}.`);
  if (quick) say('--quick: shows that everything works; the numbers mean nothing.');
  const found: BenchResult['scenarios'][number][] = [];
  for (const scenario of options.scenarios) {
    say(`\n── ${scenario.name}: ${scenario.what}`);
    const playing = chosen(options.contenders, options.only.length > 0 ? options.only : scenario.players);
    const turns: Turn[] = [];
    for (let round = 1; round <= rounds; round++) {
      for (const contender of playing) turns.push(await takeTurn(scenario, contender, { ...options, stores, round }));
    }
    const rows = summarise(turns, scenario.base);
    if (rows.length > 0) say(`\n${tableOf(rows)}`);
    say(`\n${checksOf(turns)}`);
    found.push({ name: scenario.name, what: scenario.what, rows, turns });
  }
  const result = { machine, scenarios: found };
  const file = join(folder, `${machine.at.replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  say(`\nWritten to ${file}.`);
  return result;
}

async function takeTurn(
  scenario: Scenario,
  contender: Contender,
  options: BenchOptions & { readonly stores: Awaited<ReturnType<typeof openStores>>; readonly round: number },
): Promise<Turn> {
  const { round, say } = options;
  const turn = { scenario: scenario.name, contender: contender.name, round };
  const startedMs = performance.now();
  try {
    const result = await perform(scenario, contender, options);
    say(`   round ${round} ${contender.name}: done in ${((performance.now() - startedMs) / 1_000).toFixed(0)} s`);
    return { ...turn, result, failure: null };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    say(`   round ${round} ${contender.name}: FAILED: ${failure}`);
    return { ...turn, result: null, failure };
  }
}
