#!/usr/bin/env node
/** `nova` on a PATH: under a Node that runs TypeScript as it is, the program itself; else `npm run nova`, which brings one. */
import { spawn } from 'node:child_process';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
if (Number.parseInt(process.versions.node, 10) >= 24) {
  // Where it cannot be written nothing is said, and nothing kept.
  module.enableCompileCache(`${root}node_modules/.cache/node`);
  await import('../src/main.ts');
} else {
  const args = ['--prefix', root, 'run', '--silent', 'nova', '--', ...process.argv.slice(2)];
  const child = spawn('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
}
