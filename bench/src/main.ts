import { fileURLToPath } from 'node:url';
import { bench } from './bench.ts';
import { contendersWith } from './contenders/contenders.ts';
import { chosen, readOptions, usage } from './options.ts';
import { type Scenario, scenarios } from './scenarios.ts';

const folder = fileURLToPath(new URL('../results', import.meta.url));

async function main(): Promise<void> {
  const { quick, rounds, only, scenario, workload, senders, profile, help, ...more } = readOptions(
    process.argv.slice(2),
  );
  if (help) {
    console.log(usage);
    return;
  }
  await bench({
    scenarios: chosen(scenarios(quick), scenario).flatMap((one) => partOf(one, workload, senders)),
    contenders: contendersWith(more),
    only,
    rounds,
    quick,
    profile,
    folder,
    say: (line) => console.log(line),
  });
}

/** The scenario with the chosen kinds of workload only; none when it has none of them. */
function partOf(scenario: Scenario, kinds: readonly string[], senders: number | null): Scenario[] {
  const workloads = scenario.workloads
    .filter(({ kind }) => kind === 'warm' || kinds.length === 0 || kinds.includes(kind))
    .map((one) => (one.kind === 'closed' && senders !== null ? { ...one, senders: [senders], p99LimitMs: null } : one));
  return workloads.every(({ kind }) => kind === 'warm') ? [] : [{ ...scenario, workloads }];
}

try {
  await main();
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 1;
}
