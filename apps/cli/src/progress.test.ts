import { expect, test } from 'vitest';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

test('where nobody watches a bar, a line every five seconds says how far it is, how fast, and how long it takes', () => {
  const notes: string[] = [];
  const terminal: Terminal = {
    json: true,
    isInteractive: false,
    print: () => expect.unreachable('progress is no output'),
    note: (line) => notes.push(line),
    write: () => Promise.resolve(),
  };
  let now = 1_000;
  using progress = showProgress(terminal, { label: 'Importing', total: 20_000, unit: 'messages', nowMs: () => now });
  for (let second = 1; second <= 12; second++) {
    now += 1_000;
    progress.add(1_000);
  }
  expect(notes).toEqual([
    'Importing: 5,000 of 20,000 messages, 1,000/s, 15 s left',
    'Importing: 10,000 of 20,000 messages, 1,000/s, 10 s left',
  ]);
});
