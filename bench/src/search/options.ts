import { parseArgs } from 'node:util';

export interface SearchBenchOptions {
  readonly what: 'relevance' | 'scale';
  readonly logs: string;
  /** Names of the measures of `scale`; empty: all. */
  readonly only: readonly string[];
  /** Searches of each kind. */
  readonly each: number;
  readonly unjudged: boolean;
  readonly verbose: boolean;
}

export const usage = `npm run bench:search -- <relevance|scale> --logs <folder> [options]

  relevance          how well 40 questions are answered (nDCG@10), beside naive ways to find
  scale              how long searches in more than a million messages take, while people write

  --logs <folder>    the logs of #ubuntu; default $NOVA_LOGS
  --only <a,b>       scale: only these measures: searches, plans, sends
  --each <n>         scale: searches of each kind (24)
  --unjudged         relevance: what is found first and nobody has judged yet
  --verbose          relevance: each question

What is filled stays, in /dev/shm/nova-bench-search or the temporary folder: delete it to begin anew.
`;

/** Null when it is the usage that is asked for. @throws TypeError with words for the user. */
export function readOptions(args: readonly string[]): SearchBenchOptions | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      logs: { type: 'string', default: process.env['NOVA_LOGS'] ?? '' },
      only: { type: 'string', default: '' },
      each: { type: 'string', default: '24' },
      unjudged: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [what] = positionals;
  if (values.help) return null;
  if ((what !== 'relevance' && what !== 'scale') || positionals.length > 1) throw new TypeError('say what to measure');
  if (values.logs === '') throw new TypeError('say where the logs are');
  const only = values.only.split(',').filter((name) => name !== '');
  const each = Number(values.each);
  if (!Number.isInteger(each) || each < 1) throw new TypeError('--each must be a whole number from 1 on');
  return { what, only, each, logs: values.logs, unjudged: values.unjudged, verbose: values.verbose };
}
