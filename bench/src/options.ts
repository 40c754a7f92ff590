import { parseArgs } from 'node:util';

export interface Options {
  readonly quick: boolean;
  readonly rounds: number;
  /** Names of contenders and scenarios; empty: all. */
  readonly only: readonly string[];
  readonly scenario: readonly string[];
  /** Kinds of workload; empty: all. */
  readonly workload: readonly string[];
  /** One level of the closed loop, however long a message takes; null: the ladder. */
  readonly senders: number | null;
  readonly profile: boolean;
  readonly before: string | null;
  readonly variants: readonly string[];
  readonly help: boolean;
}

export const usage = `npm run bench -- [options]

  --quick              only shows that everything works: about a minute, numbers without meaning
  --rounds <n>         how often every contender takes its turn in each scenario (3; 1 with --quick)
  --only <a,b>         these contenders, in every scenario
  --scenario <a,b>     only these scenarios
  --workload <a,b>     only these parts of them: fixed, closed, storm, idle
  --senders <n>        full load with so many senders only, however long a message takes
  --before <folder>    also nova-before and nova-ws-before: the server of another checkout
  --variant <n:K=v,…>  also Nova with other settings, under the name n; may be given several times
  --profile            also record CPU profiles of the servers, into bench/results/
`;

/** @throws TypeError with words for the user. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      only: { type: 'string', default: '' },
      scenario: { type: 'string', default: '' },
      workload: { type: 'string', default: '' },
      senders: { type: 'string' },
      profile: { type: 'boolean', default: false },
      before: { type: 'string' },
      variant: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  const { quick, profile, help } = values;
  const rounds = Number(values.rounds ?? (quick ? 1 : 3));
  if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError('--rounds must be a whole number from 1 on');
  const senders = values.senders === undefined ? null : Number(values.senders);
  if (senders !== null && !(senders >= 1)) throw new TypeError('--senders must be a number from 1 on');
  const list = (text: string): string[] => text.split(',').filter((name) => name !== '');
  return {
    quick,
    rounds,
    only: list(values.only),
    scenario: list(values.scenario),
    workload: list(values.workload),
    senders,
    profile,
    before: values.before ?? null,
    variants: values.variant,
    help,
  };
}

/** Those of `all` that are named; all when none is. @throws TypeError for a name that nothing has. */
export function chosen<T extends { readonly name: string }>(all: readonly T[], names: readonly string[]): readonly T[] {
  for (const name of names)
    if (!all.some((one) => one.name === name))
      throw new TypeError(`there is no ${name}; there are ${all.map((one) => one.name).join(', ')}`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}
