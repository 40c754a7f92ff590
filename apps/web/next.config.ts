import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from 'next/constants.js';
import manifest from './package.json' with { type: 'json' };

/** For every answer; what a page may load is decided per request, in `src/proxy.ts`. */
const securityHeaders = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(self), geolocation=(), payment=(), usb=()' },
];

export default function config(phase: string): NextConfig {
  return {
    reactStrictMode: true,
    poweredByHeader: false,
    devIndicators: false,
    // `npm run check types` does, for all packages; here it would take half of the build.
    typescript: { ignoreBuildErrors: true },
    // Read as source, by the one compiler of the app.
    transpilePackages: ['@nova/client', '@nova/contract'],
    env: { NEXT_PUBLIC_BUILD_ID: manifest.version },
    // It would tell the Pages Router from the App Router's pages, of which there are none.
    experimental: { clientRouterFilter: false },
    turbopack: {
      // What Next's client matches rewrites with, and polyfills that no browser needs which runs the rest: never asked for.
      resolveAlias: {
        'next/dist/compiled/path-to-regexp': { browser: false },
        '../build/polyfills/polyfill-module': { browser: false },
      },
      // One file with six components, of which one is used.
      rules: {
        '**/virtua/lib/index.js': { loaders: [fileURLToPath(new URL('serve/only-virtualizer.mjs', import.meta.url))] },
        // `next dev` begins by its own: it brings what changes to the browser.
        ...(phase === PHASE_PRODUCTION_BUILD
          ? {
              '**/next/dist/client/next-turbopack.js': {
                loaders: [
                  {
                    loader: fileURLToPath(new URL('serve/own-start.mjs', import.meta.url)),
                    // Given with it, or a build would go on with what it remembers of an earlier one.
                    options: { start: readFileSync(new URL('serve/start.ts', import.meta.url), 'utf8') },
                  },
                ],
              },
            }
          : {}),
      },
    },
    // The development server names some of its scripts JSON.
    headers: () =>
      Promise.resolve(phase === PHASE_DEVELOPMENT_SERVER ? [] : [{ source: '/:path*', headers: securityHeaders }]),
  };
}
