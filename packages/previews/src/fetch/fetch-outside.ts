import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { mayReach, type Reach } from '../addresses/reach.ts';
import type { Resolve } from '../addresses/resolver.ts';
import { NotShown } from './not-shown.ts';
import { acceptedEncodings, readBody } from './read-body.ts';

/** How pages elsewhere are asked. */
export interface Outside {
  readonly reach: Reach;
  readonly resolve: Resolve;
  /** Who asks. */
  readonly userAgent: string;
}

/** What is asked for. */
export interface Wanted {
  /** As an Accept header. */
  readonly accept: string;
  /** Of a response of this media type, in lower case and without parameters: whether it is wanted, and how much of it. */
  readonly take: (type: string) => { readonly maxBytes: number; readonly beyond: 'cut' | 'refused' } | null;
}

/** What came. */
export interface Fetched {
  /** Where it came from in the end. */
  readonly url: URL;
  readonly type: string;
  /** As the response says it; null when it does not. */
  readonly charset: string | null;
  readonly body: Buffer;
}

const redirectsMax = 4;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const headersMaxBytes = 16_384;

/**
 * Asks for a page elsewhere, without reaching inside of networks: its host is resolved, every address of it is checked,
 * and the connection goes to what was checked, so that a name that means something else a moment later gains nothing. So
 * for each redirect. Without cookies or anything else that says who wants to know.
 *
 * Rejects with what `signal` aborts with: it bounds the time of all of it.
 * @throws NotShown.
 */
export async function fetchOutside(
  start: URL,
  wanted: Wanted,
  { outside, signal }: { readonly outside: Outside; readonly signal: AbortSignal },
): Promise<Fetched> {
  let url = start;
  for (let hops = 0; hops <= redirectsMax; hops++) {
    const response = await ask(url, wanted, { outside, signal, addresses: await checked(url, outside, signal) });
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return taken(url, response, wanted);
    response.destroy();
    const { location = '' } = headers;
    if (!redirects.has(statusCode)) throw new NotShown(`answered with ${statusCode}`);
    if (location === '' || !URL.canParse(location, url.href)) throw new NotShown('led on to nowhere');
    url = new URL(location, url);
  }
  throw new NotShown('led on too often');
}

/** The addresses behind a URL, all of them checked. @throws NotShown. */
async function checked(url: URL, { reach, resolve }: Outside, signal: AbortSignal): Promise<readonly string[]> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new NotShown(`${url.protocol} is not asked`);
  if (url.username !== '' || url.password !== '') throw new NotShown('a name and a password are not sent');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolve(host, signal) : [host];
  const port = Number(url.port || (url.protocol === 'http:' ? 80 : 443));
  if (addresses.length === 0) throw new NotShown('no such host');
  // One bad address is one too many: it would be the next one to be tried.
  if (!addresses.every((address) => mayReach(address, port, reach))) throw new NotShown('not to be reached');
  return addresses;
}

/** Resolves to the head of the answer. */
function ask(
  url: URL,
  { accept }: Wanted,
  to: { readonly outside: Outside; readonly signal: AbortSignal; readonly addresses: readonly string[] },
): Promise<http.IncomingMessage> {
  const { outside, signal, addresses } = to;
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup: LookupFunction = (_host, { all }, done) => {
    const [first] = found;
    if (all) done(null, found);
    else done(null, first?.address ?? '', first?.family ?? 0);
  };
  const headers = {
    accept,
    'accept-encoding': acceptedEncodings,
    'accept-language': 'en;q=0.9, *;q=0.5',
    'user-agent': outside.userAgent,
  };
  const request = url.protocol === 'https:' ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const going = request(url, { lookup, headers, signal, agent: false, maxHeaderSize: headersMaxBytes });
    // Also once there was an answer: what breaks it off then is told to whoever reads it.
    going.on('error', reject);
    going.on('response', resolve);
    going.on('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new NotShown('answered with something else'));
    });
    going.end();
  });
}

async function taken(url: URL, response: http.IncomingMessage, { take }: Wanted): Promise<Fetched> {
  const [type = '', ...parameters] = (response.headers['content-type'] ?? '').toLowerCase().split(';');
  const size = take(type.trim());
  if (!size) {
    response.destroy();
    throw new NotShown(`of the type ${type}`);
  }
  const charset = parameters.flatMap((one) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(one)?.[1] ?? [])[0] ?? null;
  return { url, type: type.trim(), charset, body: await readBody(response, size) };
}
