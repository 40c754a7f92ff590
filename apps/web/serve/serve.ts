import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import next from 'next';
import sirv from 'sirv';
import { appFolder, packsFile, publicFolder, staticFolder } from './place.ts';

export interface ServeOptions {
  readonly isDevelopment: boolean;
  readonly port: number;
  readonly hostname: string;
}

const aYearSeconds = 31_536_000;
const staticPath = '/_next/static/';
/** Which build this is: its packs, as the document names them. */
const buildPath = '/build.json';
const publicPath = /^\/(?:boot\.js|icons\/[\w-]+\.(?:svg|png))$/;

/**
 * Serves the app: its files as they were pressed by the build, everything else by Next. Resolves, when it listens, to
 * what stops it.
 */
export async function serve({ isDevelopment, port, hostname }: ServeOptions): Promise<() => Promise<void>> {
  const packs = isDevelopment ? undefined : await readFile(packsFile, 'utf8');
  const app = next({ dev: isDevelopment, dir: appFolder, hostname, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const pressed = isDevelopment ? null : pressedFiles();
  const server = createServer((req, res) => {
    // Read by the document; nobody else's word counts.
    req.headers['x-packs'] = packs;
    const byNext = (): void => void handle(req, res);
    if (packs !== undefined && req.url === buildPath) sayBuild(res, packs);
    else if (pressed) pressed(req, res, byNext);
    else byNext();
  });
  const upgrade = app.getUpgradeHandler();
  server.on('upgrade', (req, socket, head) => void upgrade(req, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, resolve);
  });
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await app.close();
  };
}

function sayBuild(res: ServerResponse, packs: string): void {
  res.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(packs);
}

type Handler = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

/** What has the name of its contents never changes; what keeps its name is asked for again each time. */
function pressedFiles(): Handler {
  const named = sirv(staticFolder, { brotli: true, gzip: true, immutable: true, maxAge: aYearSeconds });
  const kept = sirv(publicFolder, { brotli: true, gzip: true, etag: true, maxAge: 0 });
  return (req, res, next) => {
    const url = req.url ?? '/';
    const isNamed = url.startsWith(staticPath);
    if (!isNamed && !publicPath.test(url)) return next();
    if (isNamed) req.url = url.slice(staticPath.length - 1);
    res.setHeader('x-content-type-options', 'nosniff');
    res.setHeader('cross-origin-resource-policy', 'same-origin');
    (isNamed ? named : kept)(req, res, () => {
      req.url = url;
      next();
    });
  };
}
