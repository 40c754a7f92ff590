import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Tells this process's requests from those of all others. */
const processName = randomBytes(9).toString('base64url');
let requests = 0;

/** Names a request in logs, audit rows and answers: what a proxy in front called it, else a new name. */
export function requestIdOf(req: IncomingMessage): string {
  const given = req.headers['x-request-id'];
  if (typeof given === 'string' && /^[A-Za-z0-9._:-]{8,64}$/.test(given)) return given;
  return `${processName}-${(++requests).toString(36)}`;
}
