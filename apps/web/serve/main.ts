/**
 * The app as a program, for whoever starts Nova:
 *
 *   main.ts build                              builds it, and presses its files as small as they get
 *   main.ts start --port 3001 [--hostname …]   serves the build
 *   main.ts dev --port 3001 [--hostname …]     serves the sources; changes show at once
 */
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { serve } from './serve.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '3001' }, hostname: { type: 'string', default: '127.0.0.1' } },
});
const [command] = positionals;

if (command === 'build') process.exitCode = await build();
else if (command === 'start' || command === 'dev') {
  const stop = await serve({ isDevelopment: command === 'dev', port: Number(values.port), hostname: values.hostname });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)));
} else {
  console.error('build, start or dev?');
  process.exitCode = 1;
}
