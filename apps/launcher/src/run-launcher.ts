import { StoreUnavailable } from '@nova/embedded';
import { CannotStart } from './cannot-start.ts';
import { launch } from './launch.ts';
import type { WebApp } from './web-app.ts';
import { readOptions, usage } from './options.ts';
import type { ServerProcess } from './server-process.ts';

export interface RunLauncherOptions {
  readonly dataFolder: string;
  readonly serverFile: string;
  readonly cliFile: string;
  readonly app?: WebApp;
}

/**
 * The launcher as a process: command line, orders to stop, exit code. The first SIGINT, SIGTERM or SIGHUP, or the
 * loss of the process that started this one, stops in order; the second order kills. Exit code 0 after a stop that
 * was asked for, 1 when Nova could not start or lost a part, 130 after a kill.
 */
export async function runLauncher({ dataFolder, serverFile, cliFile, app }: RunLauncherOptions): Promise<void> {
  const stopping = new AbortController();
  let server: ServerProcess | undefined;
  const order = (): void => {
    if (!stopping.signal.aborted) return stopping.abort();
    server?.kill();
    // The guards of the stores see this process gone and end them.
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, order);
  process.on('disconnect', () => stopping.abort());
  // Children do not keep this process alive, by design of their guards; this does.
  const staying = setInterval(() => {}, 2 ** 30);

  try {
    const options = readOptions(process.argv.slice(2), process.env);
    if (options.help) return console.log(usage);
    await launch({
      options,
      dataFolder,
      serverFile,
      cliFile,
      ...(app ? { app } : {}),
      env: process.env,
      stop: stopping.signal,
      say: (line) => console.log(line),
      onServer: (started) => {
        server = started;
      },
    });
    console.log('Stopped.');
  } catch (error) {
    const toldTo = stopping.signal.aborted && error instanceof Error && error.name === 'AbortError';
    if (toldTo) return console.log('Stopped.');
    const inWords = error instanceof CannotStart || error instanceof StoreUnavailable;
    console.error(inWords ? error.message : error);
    process.exitCode = 1;
  } finally {
    clearInterval(staying);
    if (process.connected) process.disconnect();
  }
}
