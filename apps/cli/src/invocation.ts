import { CliError, exitCodes } from './cli-error.ts';
import type { Env } from './env.ts';
import type { Terminal } from './terminal.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly url?: string;
  readonly token?: string;
  readonly operatorToken?: string;
  readonly json?: boolean;
}

/** One call of the program, as every command sees it. */
export interface Invocation {
  readonly env: Env;
  readonly options: CommonOptions;
  readonly terminal: Terminal;
  /** The server's origin. */
  readonly url: URL;
  /** Aborted when the command shall stop; the reason is a CliError with the exit code. */
  readonly signal: AbortSignal;
}

/** What `npm start` listens on. */
export const defaultUrl = 'http://127.0.0.1:3000';

/** The server meant: --url, NOVA_URL, or the one that `npm start` starts. @throws CliError. */
export function serverUrl(options: CommonOptions, env: Env): URL {
  const text = options.url ?? env.url ?? defaultUrl;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    throw new CliError(`"${text}" is not the address of a server, such as ${defaultUrl}.`, { code: exitCodes.usage });
  }
  return url;
}
