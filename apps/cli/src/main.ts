import { CommanderError } from 'commander';
import { CliError, exitCodes } from './cli-error.ts';
import { processEnv } from './env.ts';
import { type CommonOptions, defaultUrl, type Invocation, serverUrl } from './invocation.ts';
import { novaProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

/** One Ctrl-C arrives twice, from the terminal and from npm; nobody presses it this fast. */
const sameOrderMs = 250;

const stopping = new AbortController();
let orderedMs = Number.NEGATIVE_INFINITY;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    const now = performance.now();
    // The second order does not wait for what is being put in order.
    if (stopping.signal.aborted && now - orderedMs > sameOrderMs) process.exit(exitCodes.interrupted);
    if (!stopping.signal.aborted) orderedMs = now;
    stopping.abort(new CliError('Stopped.', { code: exitCodes.interrupted }));
  });
}
// Whoever was reading has heard enough (`nova tail | head`): what they did not take is not remembered as printed.
process.stdout.on('error', () => process.exit(exitCodes.done));

process.exitCode = await run(process.argv);
// Connections kept open for a next request would keep this process waiting for it.
process.stdout.write('', () => process.exit());

/** Runs one command; resolves to its exit code and never rejects. */
async function run(argv: readonly string[]): Promise<number> {
  const env = processEnv();
  let options: CommonOptions = {};
  const prepare = (given: CommonOptions): Invocation => {
    options = given;
    return {
      env,
      options,
      terminal: processTerminal(given.json ?? false),
      url: serverUrl(given, env),
      signal: stopping.signal,
    };
  };
  try {
    await novaProgram(prepare).parseAsync(argv);
    return exitCodes.done;
  } catch (error) {
    // Its words are printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const { wordsOf } = await import('./words.ts');
    const reason: unknown = stopping.signal.aborted ? stopping.signal.reason : error;
    const words = wordsOf(reason, { url: options.url ?? env.url ?? defaultUrl });
    const { note, json } = processTerminal(options.json ?? false);
    if (json) note(JSON.stringify({ error: words.text, advice: words.advice, code: words.code }));
    else note(words.advice === null ? words.text : `${words.text}\n${words.advice}`);
    return words.code;
  }
}
