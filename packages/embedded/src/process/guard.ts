/**
 * The guard: runs one child and sees to it that the child never outlives the process that wanted it.
 *
 * Its stdin is a pipe held open by the parent. The kernel closes that pipe whenever and however the parent dies, so
 * end-of-file is the order to stop; there is nothing to poll and nothing to forget. Should the guard itself be killed,
 * the kernel signals the child (PR_SET_PDEATHSIG, through `setpriv`, where the system has it).
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { GuardReport, GuardSpec } from './guard-spec.ts';

function report(line: GuardReport): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** `setpriv --pdeathsig` came with util-linux 2.33; BusyBox has a setpriv without it. */
function canDieWithGuard(): boolean {
  return process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'keep', 'true']).status === 0;
}

function launch(spec: GuardSpec): ChildProcess {
  const log = openSync(spec.logFile, 'w', 0o600);
  const deathSignal = spec.stop[0]?.signal.slice('SIG'.length) ?? 'KILL';
  const [command, args] = canDieWithGuard()
    ? ['setpriv', ['--pdeathsig', deathSignal, spec.command, ...spec.args]]
    : [spec.command, [...spec.args]];
  return spawn(command, args, {
    ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
    ...spec.account,
    env: { ...process.env, ...spec.env },
    stdio: ['ignore', log, log],
  });
}

function stopper(child: ChildProcess, spec: GuardSpec): () => void {
  let asked = false;
  const steps = [...spec.stop, { signal: 'SIGKILL', waitMs: 0 } as const];
  function next(index: number): void {
    const step = steps[index];
    if (step === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(step.signal);
    // A child that was paused with SIGSTOP would not hear the order before it is woken.
    child.kill('SIGCONT');
    setTimeout(() => next(index + 1), step.waitMs).unref();
  }
  return () => {
    if (asked) return;
    asked = true;
    next(0);
  };
}

async function guard(spec: GuardSpec, lifelineCut: Promise<void>): Promise<void> {
  const child = launch(spec);
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', (error) => {
      report({ type: 'failed', message: error.message });
      resolve(127);
    });
  });
  if (child.pid !== undefined) report({ type: 'started', pid: child.pid });
  const stop = stopper(child, spec);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
  void lifelineCut.then(stop);
  const code = await ended;
  if (spec.removeAfterwards !== undefined) await rm(spec.removeAfterwards, { recursive: true, force: true });
  process.exit(code);
}

// The parent may be gone by the time something is reported; that is the case the guard exists for.
process.stdout.on('error', () => {});
const lifeline = createInterface({ input: process.stdin });
const cut = new Promise<void>((resolve) => lifeline.once('close', resolve));
lifeline.once('line', (line) => void guard(JSON.parse(line) as GuardSpec, cut));
