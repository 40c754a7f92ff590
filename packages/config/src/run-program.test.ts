import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const runner = fileURLToPath(new URL('../bin/run-program.mjs', import.meta.url));

/** Says that it is there, then why it goes. */
const program = `
  process.once('disconnect', () => { console.log('left alone'); process.exit(0); });
  process.once('SIGTERM', () => { console.log('told to stop'); process.exit(7); });
  console.log('here');
`;
const script = `
  const { runProgram } = await import(${JSON.stringify(runner)});
  process.exit(await runProgram([process.execPath, '-e', ${JSON.stringify(program)}], process.env, { alone: true }));
`;

test.each([
  { signal: 'SIGTERM', lastWords: 'told to stop', code: 7 },
  { signal: 'SIGKILL', lastWords: 'left alone', code: null },
] as const)('a program run alone hears of the $signal of its runner', async ({ signal, lastWords, code }) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line === 'here') child.kill(signal);
  }
  await closed;
  expect(lines).toEqual(['here', lastWords]);
  expect(child.exitCode).toBe(code);
});
