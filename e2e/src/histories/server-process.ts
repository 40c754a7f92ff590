import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FailpointName } from '@nova/db';
import { freePort } from '@nova/embedded';

const main = fileURLToPath(new URL('../../../apps/server/src/main.ts', import.meta.url));

/** One node of the system as a process of its own; it keeps its port from one life to the next. */
export class ServerProcess implements AsyncDisposable {
  readonly port: number;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  private constructor(port: number, env: Readonly<Record<string, string>>) {
    this.port = port;
    this.#env = env;
  }

  static async open(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
    return new ServerProcess(await freePort(), env);
  }

  /** Resolves when it listens. With a fail point (NOVA_FAILPOINT), the first command that gets there is its end. */
  async start(failPoint?: FailpointName): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        ...this.#env,
        PORT: String(this.port),
        ...(failPoint ? { NOVA_FAILPOINT: failPoint } : {}),
      },
    });
    this.#child = child;
    this.#ended = once(child, 'exit');
    const listening = Promise.withResolvers<void>();
    this.#ended.then(() => listening.reject(new Error('the server ended before it listened'))).catch(() => {});
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('"msg":"listening"')) listening.resolve();
    });
    await listening.promise;
  }

  /** Resolves when it is dead, by whatever. */
  async died(): Promise<void> {
    await this.#ended;
  }

  /** `kill -9`. Resolves when it is dead. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
