import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('talker.ts', import.meta.url));

export interface Talk {
  readonly url: string;
  readonly token: string;
  readonly conversationId: string;
  readonly directory: string;
}

/** Lets a talker talk from a word on, and kills it (`kill -9`) when it has printed so many. Resolves to what it printed. */
export async function talk(of: Talk, from: number, words: number): Promise<number[]> {
  const printed = await run(of, String(from), words);
  return printed.map(Number);
}

/** Lets a talker send what is left on its device. */
export async function finish(of: Talk): Promise<void> {
  const printed = await run(of, '', 1);
  if (printed[0] !== 'done') throw new Error(`the talker said ${printed.join()}`);
}

async function run(of: Talk, from: string, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      TALK_URL: of.url,
      TALK_TOKEN: of.token,
      TALK_CONVERSATION: of.conversationId,
      TALK_DIRECTORY: of.directory,
      TALK_FROM: from,
    },
  });
  const ended = once(child, 'close');
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text.split('\n').length > lines) child.kill('SIGKILL');
  });
  await ended;
  return text.split('\n').filter((line) => line !== '');
}
