import { spawn } from 'node:child_process';
import { root } from './place.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** One Ctrl-C arrives twice, from the terminal and from npm; nobody presses it this fast. */
const sameOrderMs = 250;

/**
 * Runs a program in the root with this terminal and resolves with its exit code. Orders to stop are passed on; the
 * program decides when it is done.
 *
 * With `alone` the program hears orders only from here, each once (it does not belong to the terminal's group), and
 * holds a channel to this process that closes when this process dies, however it dies.
 * @returns {Promise<number>}
 */
export function runProgram([program, ...args], env, { alone = false } = {}) {
  const stdio = alone ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit';
  const child = spawn(program, args, { cwd: root, env, stdio, detached: alone, shell: process.platform === 'win32' });
  let lastOrderMs = Number.NEGATIVE_INFINITY;
  const pass = (signal) => {
    if (performance.now() - lastOrderMs < sameOrderMs) return;
    lastOrderMs = performance.now();
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  const orphaned = whenOrphaned(() => pass('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => {
    clearInterval(orphaned);
    for (const signal of signals) process.off(signal, pass);
  });
}

/** npm killed with SIGKILL cannot pass that on; a new parent tells. Without npm, outliving the parent is a wish. */
function whenOrphaned(act) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 500);
  return timer;
}
