/** A seed that has broken a rule once, and what it found. */
export interface Case {
  readonly seed: number;
  readonly steps: number;
  readonly caught: string;
}

/** Bugs that the simulation has found. Changing the order of draws changes what a seed does: then these are only more seeds. */
export const cases: readonly Case[] = [
  { seed: 27, steps: 500, caught: 'a page ahead of the replica let the queue go of a message that was not shown yet' },
  { seed: 33, steps: 500, caught: 'a retried change without its failed send blocked its conversation for ever' },
  { seed: 26, steps: 500, caught: 'what a full device could not store stayed on it for good' },
  { seed: 56, steps: 500, caught: 'what a restored log had accepted before hung in the queue for ever' },
  { seed: 357, steps: 500, caught: 'a page showed reactions in another order than the events' },
  { seed: 320, steps: 500, caught: 'an event of a restored log was taken for the next one of the log before' },
];
