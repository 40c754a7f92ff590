/**
 * What stands behind `npm start`, `npm test` and the other scripts of the root: installs what is missing, then runs
 * the rest under Node 24. Plain JavaScript without dependencies for Node 20.19, since nothing is installed yet.
 *
 *   run.mjs start [options]   the whole system             run.mjs check [name]   all static checks, or one
 *   run.mjs dev [options]     the same, reloading the app  run.mjs format         rewrite what is not formatted
 *   run.mjs test [filter …]   checks, then all tests       run.mjs e2e [options]  the browser tests
 *   run.mjs nova …            the command line             run.mjs sim …          the simulation
 *   run.mjs bench …           the benchmarks               run.mjs bench-web …    the app, measured in a browser
 *   run.mjs bench-search …    searching, measured        run.mjs screens          pictures of every screen
 */
import { join } from 'node:path';
import { chromium } from './browser.mjs';
import { installMissing } from './install.mjs';
import { installNativeRedis } from './native-redis.mjs';
import { environment, nodeBinary } from './node-binary.mjs';
import { root } from './place.mjs';
import { runProgram } from './run-program.mjs';
import { checks, format } from './steps.mjs';
import { runBrowserTests, runTests } from './tests.mjs';

const [command, ...rest] = process.argv.slice(2);

/** Commands that are a program of the workspace: its file and the options before those of the caller. */
const programs = {
  start: ['apps/launcher/src/main.ts'],
  dev: ['apps/launcher/src/main.ts', '--dev'],
  nova: ['apps/cli/src/main.ts'],
  sim: ['e2e/src/simulation/main.ts'],
  bench: ['bench/src/main.ts'],
  'bench-web': ['e2e/src/bench/main.ts'],
  'bench-search': ['bench/src/search/main.ts'],
};

async function main() {
  installMissing();
  const node = nodeBinary();
  const env = environment(node);
  switch (command) {
    case 'start':
    case 'dev':
    case 'nova':
    case 'sim':
    case 'bench':
    case 'bench-search':
    case 'bench-web': {
      const [file, ...options] = programs[command];
      const program = [node, '--disable-warning=ExperimentalWarning', join(root, file), ...options, ...rest];
      const browser = command === 'bench-web' ? { NOVA_CHROMIUM: chromium(env) } : {};
      return runProgram(program, { ...env, ...browser }, { alone: command === 'start' || command === 'dev' });
    }
    case 'screens':
    case 'e2e': {
      const config = command === 'screens' ? 'screens' : 'playwright';
      const { passed, failed } = await runBrowserTests(rest, env, config);
      console.log(`\n${passed} passed, ${failed} failed`);
      return failed === 0 ? 0 : 1;
    }
    case 'test':
      return test(env);
    case 'check':
      return (await runChecks(chosenChecks(), env)).failed;
    case 'format':
      return runProgram(format, env);
    default:
      throw new Error(`Unknown command ${command ?? '(none)'}; packages/config/bin/run.mjs names them.`);
  }
}

async function test(env) {
  installNativeRedis();
  const counted = rest.length > 0 ? { passed: 0, failed: 0 } : await runChecks(checks, env);
  if (counted.failed === 0) {
    const startedMs = performance.now();
    headline('tests');
    add(counted, await runTests(rest, env), startedMs);
  }
  if (counted.failed === 0 && rest.length === 0) {
    const startedMs = performance.now();
    headline('browser tests');
    add(counted, await runBrowserTests([], env), startedMs);
  }
  console.log(`\n${counted.passed} passed, ${counted.failed} failed`);
  return counted.failed === 0 ? 0 : 1;
}

function add(counted, { passed, failed, skipped }, startedMs) {
  counted.passed += passed;
  counted.failed += failed;
  const leftOut = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(`\n${passed} passed, ${failed} failed${leftOut} in ${secondsSince(startedMs)}`);
}

function chosenChecks() {
  if (rest.length === 0) return checks;
  const chosen = checks.filter(({ name }) => rest.includes(name));
  if (chosen.length === rest.length) return chosen;
  throw new Error(`There are the checks ${checks.map(({ name }) => name).join(', ')}.`);
}

/** One after the other; the first that fails is the last. */
async function runChecks(chosen, env) {
  const counted = { passed: 0, failed: 0 };
  for (const { name, command: program, mend } of chosen) {
    const startedMs = performance.now();
    headline(name);
    const code = await runProgram(program, env);
    if (code !== 0) {
      counted.failed++;
      console.error(`\n${name}: FAILED after ${secondsSince(startedMs)}${mend === undefined ? '' : ` – ${mend}`}`);
      break;
    }
    counted.passed++;
    console.log(`${name}: ok in ${secondsSince(startedMs)}`);
  }
  return counted;
}

function headline(name) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
}

function secondsSince(startedMs) {
  return `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
