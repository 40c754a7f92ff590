import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Refusal } from '@nova/api';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';

/** Answers an upgrade with a status instead of a socket, and closes (A2). The body is for programs; browsers show none. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const { reason, retryAfterMs } = refusal;
  const status = getHTTPStatusCodeFromError(refusal);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const body = JSON.stringify({ code: reason, ...wait });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retryAfterMs === undefined ? [] : [`Retry-After: ${Math.ceil(retryAfterMs / 1_000)}`]),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
