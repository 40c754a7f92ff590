import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from '../settings.ts';

/** Whose pages may use this server. */
export interface Origins {
  /** Whether a page of this origin may, in a request that names this host. */
  allows(origin: string, host: string | undefined): boolean;
}

/**
 * The public origin and the trusted ones. Without a public origin a page may also use the very host it was loaded from:
 * a page of anybody else names another host, and one that tricks a browser about names has no session here.
 */
export function originsOf({ publicUrl, trustedOrigins }: Pick<Settings, 'publicUrl' | 'trustedOrigins'>): Origins {
  const listed = new Set(publicUrl === undefined ? trustedOrigins : [publicUrl, ...trustedOrigins]);
  return {
    allows(origin, host) {
      if (listed.has(origin)) return true;
      return publicUrl === undefined && host !== undefined && isOriginOf(origin, host);
    },
  };
}

function isOriginOf(origin: string, host: string): boolean {
  return (
    origin.toLowerCase() === `http://${host.toLowerCase()}` || origin.toLowerCase() === `https://${host.toLowerCase()}`
  );
}

/**
 * Whether a request may have been made by a page of somebody else (A2). Browsers name their origin with everything
 * that changes something, and with every WebSocket; programs name none, and carry no cookie.
 */
export function isForged(origins: Origins, method: string, headers: IncomingHttpHeaders): boolean {
  const { origin, host, cookie } = headers;
  if (origin !== undefined) return !origins.allows(origin, host);
  const isSafe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  return !isSafe && cookie !== undefined;
}
