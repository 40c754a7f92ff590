#!/usr/bin/env node
/** `nova` on a PATH: under a Node that runs TypeScript as it is, the program itself; else `npm run nova`, which brings one. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import('../src/main.ts');
} else {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const args = ['--prefix', root, 'run', '--silent', 'nova', '--', ...process.argv.slice(2)];
  const child = spawn('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
}
