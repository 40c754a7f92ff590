import type { PrecacheEntry } from 'serwist';
import { cacheNames, NavigationRoute, Serwist } from 'serwist';
import { tellPushes } from './tell-pushes.ts';
import type { WorkerScope } from './worker-scope.ts';

declare const self: {
  /** What the build wrote here; the development server writes nothing. */
  readonly __SW_MANIFEST: (PrecacheEntry | string)[] | undefined;
  readonly registration: { unregister(): Promise<boolean> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: () => void): void;
} & WorkerScope;

/** The API, and files: everything that is no place of the app. */
const noPlaces = [/^\/(?:api|serwist|_next|icons|healthz|readyz|metrics)(?:\/|$)/, /\.[a-z0-9]+$/];

/**
 * Keeps one whole build of the app on the device: its document – one for every place – and all its files, which belong
 * together. It changes as a whole, when the person says so, and never speaks for the API.
 */
function keep(build: (PrecacheEntry | string)[]): void {
  const serwist = new Serwist({
    precacheEntries: build,
    precacheOptions: { cleanupOutdatedCaches: true },
    skipWaiting: false,
    clientsClaim: true,
    // Where the browser can, without waking or asking the worker.
    requestRules: [
      { condition: { urlPattern: { pathname: '/_next/static/*' } }, source: { cacheName: cacheNames.precache } },
      { condition: { urlPattern: { pathname: '/api/*' } }, source: 'network' },
    ],
  });
  serwist.registerRoute(new NavigationRoute(serwist.createHandlerBoundToUrl('/'), { denylist: noPlaces }));
  serwist.addEventListeners();
}

/** Where there is no build, an earlier one must not stand in for the sources. */
function leave(): void {
  self.addEventListener('install', () => void self.skipWaiting());
  self.addEventListener('activate', () => void self.registration.unregister());
}

const build = self.__SW_MANIFEST;
if (build) {
  keep(build);
  tellPushes(self);
} else leave();
