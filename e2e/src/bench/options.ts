import { parseArgs } from 'node:util';
import type { Measure } from './measures/measure.ts';

export interface Options {
  /** Names of measures; empty: all. */
  readonly only: readonly string[];
  readonly repetitions: number;
  /** The file for the results; null: they are printed. */
  readonly json: string | null;
  readonly help: boolean;
}

export function usage(measures: readonly Measure[]): string {
  const list = measures.map(({ name, about }) => `  ${name.padEnd(16)} ${about}`).join('\n');
  return `npm run bench:web -- [options]

  --only <a,b>         only these measures
  --repetitions <n>    how often each is taken (5)
  --json <file>        writes the results there instead of printing them

${list}
`;
}

/** @throws TypeError with words for the user. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      repetitions: { type: 'string', default: '5' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const repetitions = Number(values.repetitions);
  if (!Number.isInteger(repetitions) || repetitions < 1)
    throw new TypeError('--repetitions must be a whole number from 1 on');
  const only = values.only.split(',').filter((name) => name !== '');
  return { only, repetitions, json: values.json ?? null, help: values.help };
}

/** Those of `all` that are named; all when none is. @throws TypeError for a name that nothing has. */
export function chosen(all: readonly Measure[], names: readonly string[]): readonly Measure[] {
  for (const name of names)
    if (!all.some((one) => one.name === name))
      throw new TypeError(`there is no ${name}; there are ${all.map((one) => one.name).join(', ')}`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}
