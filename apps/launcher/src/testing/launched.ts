import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A launcher as a process of its own. */
export interface Launched {
  readonly child: ChildProcess;
  /** Everything said so far. */
  readonly said: () => string;
  /** Resolves when a line with these words was said; rejects when the launcher ended without. */
  says(words: string): Promise<void>;
  /** Settles when the process and whoever writes for it have ended. */
  readonly code: Promise<number | null>;
}

export function launched(file: string, env: NodeJS.ProcessEnv, args: readonly string[]): Launched {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    env: { ...process.env, ...env },
  });
  let text = '';
  const watchers = new Set<() => void>();
  for (const pipe of [child.stdout, child.stderr]) {
    pipe.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (const look of watchers) look();
    });
  }
  const code = once(child, 'close').then(() => child.exitCode);
  const says = (words: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (text.includes(words)) resolve();
      };
      watchers.add(look);
      look();
      void code.then(() => reject(new Error(`ended without "${words}":\n${text}`)));
    });
  return { child, said: () => text, says, code };
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
}
