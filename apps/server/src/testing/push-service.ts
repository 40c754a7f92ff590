import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  randomUUID,
  verify,
} from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { PushedNews } from '@nova/contract';

/** A message as a device gets it. */
export interface Delivered {
  readonly news: PushedNews;
  readonly headers: IncomingHttpHeaders;
}

/** A browser's subscription, and what has come to it. */
export interface PushedDevice {
  readonly subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string };
  readonly delivered: Delivered[];
  /** What its push service answers from now on; 201 at first. */
  answers(status: number, headers?: Record<string, string>): void;
  /** Every request for it, also those that were not taken. */
  readonly requests: number;
}

export interface PushService extends AsyncDisposable {
  readonly origin: string;
  device(): PushedDevice;
}

interface Kept {
  readonly pair: ECDH;
  readonly auth: Buffer;
  readonly delivered: Delivered[];
  status: number;
  headers: Record<string, string>;
  requests: number;
}

/** A push service that takes what RFC 8030, 8291 and 8292 say, and reads it as the device would. */
export async function openPushService({ vapidPublicKey }: { readonly vapidPublicKey: string }): Promise<PushService> {
  const devices = new Map<string, Kept>();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const kept = devices.get(request.url ?? '');
      if (!kept) return response.writeHead(404).end();
      kept.requests++;
      if (kept.status === 201 && !isFrom(request.headers, origin, vapidPublicKey)) return response.writeHead(403).end();
      if (kept.status === 201) kept.delivered.push({ news: read(body, kept), headers: request.headers });
      return response.writeHead(kept.status, kept.headers).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    device() {
      const pair = createECDH('prime256v1');
      pair.generateKeys();
      const kept: Kept = { pair, auth: randomBytes(16), delivered: [], status: 201, headers: {}, requests: 0 };
      const path = `/push/${randomUUID()}`;
      devices.set(path, kept);
      return {
        subscription: {
          endpoint: `${origin}${path}`,
          p256dh: pair.getPublicKey('base64url'),
          auth: kept.auth.toString('base64url'),
        },
        delivered: kept.delivered,
        answers(status, headers = {}) {
          kept.status = status;
          kept.headers = headers;
        },
        get requests() {
          return kept.requests;
        },
      };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Whether the deployment with this key signed that it is meant for this service (RFC 8292). */
function isFrom({ authorization = '' }: IncomingHttpHeaders, origin: string, publicKey: string): boolean {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/u.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const signer = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: signer, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const said: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return (
    isSigned && key === publicKey && typeof said === 'object' && said !== null && Reflect.get(said, 'aud') === origin
  );
}

/** Decrypts one record of aes128gcm with the keys of the device (RFC 8188, 8291). */
function read(body: Buffer, { pair, auth }: Pick<Kept, 'pair' | 'auth'>): PushedNews {
  const keyLength = body.readUInt8(20);
  const [salt, sender, sealed] = [
    body.subarray(0, 16),
    body.subarray(21, 21 + keyLength),
    body.subarray(21 + keyLength),
  ];
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', pair.computeSecret(sender), auth, info, 32));
  const derive = (what: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${what}\0`), bytes));
  const open = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  open.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
  // After the text a two says that it is the last record.
  const text = padded.subarray(0, padded.lastIndexOf(2)).toString();
  return JSON.parse(text) as PushedNews;
}
