import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface SeedDemoOptions {
  /** The command line's main file. */
  readonly cliFile: string;
  /** Where Nova listens. */
  readonly url: string;
  readonly operatorToken: string;
  readonly signal: AbortSignal;
}

/**
 * Has the command line make the demo workspace and returns what it says of it: who to sign in as. Doing it again makes
 * nothing twice. Never rejects: a demo that fails is told, and Nova runs all the same.
 */
export async function seedDemo({ cliFile, url, operatorToken, signal }: SeedDemoOptions): Promise<string> {
  const args = ['--disable-warning=ExperimentalWarning', cliFile, 'seed', '--demo'];
  const env = { ...process.env, NOVA_URL: url, NOVA_OPERATOR_TOKEN: operatorToken };
  const child = spawn(process.execPath, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const [said, problem] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return child.exitCode === 0 ? said.trim() : `The demo could not be made:\n${problem.trim()}`;
  } catch (error) {
    return `The demo could not be made: ${String(error)}`;
  }
}
