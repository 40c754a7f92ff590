/**
 * Stands in for the server: answers on its port, leaves in its working directory what it was given (`given.json`), and,
 * when it is told to stop, whether the stores were still there (`drained.json`). STUB=stubborn never stops, STUB=broken
 * never starts.
 */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';

const {
  DATABASE_URL = '',
  REDIS_URL = '',
  AUTH_SECRET,
  OPERATOR_TOKEN,
  NODE_ENV,
  HOST,
  PORT,
  STUB,
  WEB_URL,
} = process.env;

async function isThere(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

process.on('SIGTERM', () => {
  if (STUB === 'stubborn') return;
  void Promise.all([isThere(DATABASE_URL), isThere(REDIS_URL)]).then(([postgres, redis]) => {
    writeFileSync('drained.json', JSON.stringify({ postgres, redis }));
    process.exit(0);
  });
});

if (STUB === 'broken') throw new Error('the stub is broken');
writeFileSync(
  'given.json',
  JSON.stringify({ DATABASE_URL, AUTH_SECRET, OPERATOR_TOKEN, NODE_ENV, PORT, WEB_URL, pid: process.pid }),
);
createServer((request, response) => {
  response.statusCode = request.url === '/readyz' ? 200 : 404;
  response.end();
}).listen(Number(PORT), HOST);
