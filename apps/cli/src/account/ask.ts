import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError, exitCodes } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';

/** Asks the person at the keyboard. @throws CliError where there is nobody to ask; the signal's reason. */
export async function ask({ signal }: Invocation, question: string, instead: string): Promise<string> {
  if (process.stdin.isTTY !== true) {
    throw new CliError(`${question} is missing, and there is nobody to ask: ${instead}.`, { code: exitCodes.usage });
  }
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await prompt.question(`${question}: `, { signal });
  } finally {
    prompt.close();
  }
}

/**
 * A password: NOVA_PASSWORD, else typed without an echo, else the first line of stdin. Never an argument: those are
 * seen by everybody on the machine. @throws CliError.
 */
export async function askPassword({ env, signal }: Invocation): Promise<string> {
  if (env.password !== undefined) return env.password;
  const isTyped = process.stdin.isTTY === true;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: isTyped });
  if (isTyped) process.stderr.write('Password: ');
  try {
    const first = Promise.withResolvers<string>();
    prompt.once('line', (line) => first.resolve(line));
    prompt.once('close', () => first.resolve(''));
    signal.addEventListener('abort', () => first.reject(signal.reason), { once: true });
    const password = await first.promise;
    if (password !== '') return password;
    throw new CliError('A password is missing: type it, or give it as NOVA_PASSWORD or on stdin.', {
      code: exitCodes.usage,
    });
  } finally {
    if (isTyped) process.stderr.write('\n');
    prompt.close();
  }
}
