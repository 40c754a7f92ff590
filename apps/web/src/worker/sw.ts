import type { PrecacheEntry } from 'serwist';
import { NavigationRoute, Serwist } from 'serwist';
import { tellFailure } from './tell-failure.ts';
import { tellPushes } from './tell-pushes.ts';
import { earlierFirst, keepEarlier } from './whole-builds.ts';
import type { LastingEvent, WorkerScope } from './worker-scope.ts';

declare const self: {
  /** What the build wrote here; the development server writes nothing. */
  readonly __SW_MANIFEST: (PrecacheEntry | string)[] | undefined;
  readonly registration: { unregister(): Promise<boolean> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: () => void): void;
  addEventListener(type: 'error', listener: (event: { readonly error: unknown }) => void): void;
  addEventListener(type: 'unhandledrejection', listener: (event: { readonly reason: unknown }) => void): void;
} & WorkerScope;

/** The API, and files: everything that is no place of the app. */
const noPlaces = [/^\/(?:api|serwist|_next|icons|healthz|readyz|metrics)(?:\/|$)/, /\.[a-z0-9]+$/];

/** Before it lets go of what the new build does not list, that is put aside. */
class KeepingSerwist extends Serwist {
  override handleActivate(event: LastingEvent): ReturnType<Serwist['handleActivate']> {
    const listed = new Set(this.getUrlsToPrecacheKeys().values());
    const done = keepEarlier(listed).then(() => super.handleActivate(event));
    event.waitUntil(done);
    return done;
  }
}

/**
 * Keeps one whole build of the app on the device: its document – one for every place – and all its files, which belong
 * together. It changes as a whole, when the person says so, and never speaks for the API. Of the build before, the files stay
 * until the next one comes.
 */
function keep(build: (PrecacheEntry | string)[]): void {
  const serwist = new KeepingSerwist({
    precacheEntries: build,
    precacheOptions: { cleanupOutdatedCaches: true },
    skipWaiting: false,
    clientsClaim: true,
    // Where the browser can, without waking or asking the worker.
    requestRules: [
      { condition: { urlPattern: { pathname: '/_next/static/*' } }, source: 'cache' },
      { condition: { urlPattern: { pathname: '/api/*' } }, source: 'network' },
    ],
  });
  serwist.registerRoute(new NavigationRoute(serwist.createHandlerBoundToUrl('/'), { denylist: noPlaces }));
  serwist.registerCapture(/\/_next\/static\//, earlierFirst());
  serwist.addEventListeners();
}

/** Where there is no build, an earlier one must not stand in for the sources. */
function leave(): void {
  self.addEventListener('install', () => void self.skipWaiting());
  self.addEventListener('activate', () => void self.registration.unregister());
}

const build = self.__SW_MANIFEST;
if (build) {
  self.addEventListener('error', ({ error }) => void tellFailure('other', error));
  self.addEventListener('unhandledrejection', ({ reason }) => void tellFailure('other', reason));
  keep(build);
  tellPushes(self);
} else leave();
