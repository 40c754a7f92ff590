import { createServer } from 'node:http';
import { join } from 'node:path';
import next from 'next';
import sirv from 'sirv';
import { appFolder } from './place.ts';

export interface ServeOptions {
  readonly isDevelopment: boolean;
  readonly port: number;
  readonly hostname: string;
}

const aYearSeconds = 31_536_000;
const staticPath = '/_next/static/';

/**
 * Serves the app: its files, which never change, as they were pressed by the build; everything else by Next. Resolves,
 * when it listens, to what stops it.
 */
export async function serve({ isDevelopment, port, hostname }: ServeOptions): Promise<() => Promise<void>> {
  const app = next({ dev: isDevelopment, dir: appFolder, hostname, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const pressed = isDevelopment
    ? null
    : sirv(join(appFolder, '.next', 'static'), { brotli: true, immutable: true, maxAge: aYearSeconds });
  const server = createServer((req, res) => {
    const byNext = (): void => void handle(req, res);
    const url = req.url ?? '/';
    if (!pressed || !url.startsWith(staticPath)) return byNext();
    req.url = url.slice(staticPath.length - 1);
    res.setHeader('x-content-type-options', 'nosniff');
    res.setHeader('cross-origin-resource-policy', 'same-origin');
    pressed(req, res, () => {
      req.url = url;
      byNext();
    });
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
