/**
 * Stands in for Next: `build` notes each build in the app's folder (and fails when a source says `broken`), `start` and
 * `dev` answer on their port with the word they were started by, until asked for `/die`.
 */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [mode, , port] = process.argv.slice(2);

if (mode === 'build') {
  if (readFileSync('source.txt', 'utf8').includes('broken')) throw new Error('the source is broken');
  mkdirSync('.next', { recursive: true });
  appendFileSync('builds.txt', `${process.env['NODE_ENV']}\n`);
} else {
  createServer((request, response) => {
    if (request.url === '/die') process.exit(3);
    response.end(mode);
  }).listen(Number(port), '127.0.0.1');
}
