import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createSerwistRoute } from '@serwist/turbopack';
import { makePacks } from '../../../packs/packs.ts';

interface Entry {
  readonly url: string;
  readonly revision?: string | null | undefined;
}

/** A short text that is another one whenever any file of the build is. */
function fingerprint(entries: readonly Entry[]): string {
  const names = entries.map(({ url, revision }) => `${url} ${revision ?? ''}`).toSorted();
  return createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16);
}

/** The service worker, bundled with the list of everything that it keeps; the document is as new as the newest of it. */
export const { dynamic, dynamicParams, revalidate, generateStaticParams, GET } = createSerwistRoute({
  swSrc: 'src/worker/sw.ts',
  useNativeEsbuild: true,
  globPatterns: [
    '.next/static/**/*.{js,css}',
    '.next/static/media/{inter-latin*.woff2,*.svg}',
    'public/**/*.{js,svg,png}',
  ],
  manifestTransforms: [
    async (entries) => {
      const { packs, replaced } = await makePacks(join(process.cwd(), '.next'));
      const files = [
        ...entries.filter(({ url }) => !replaced.has(url)),
        ...Object.values({ ...packs }).map((url) => ({ url, revision: null, size: 0 })),
      ];
      return { manifest: [...files, { url: '/', revision: fingerprint(files), size: 0 }], warnings: [] };
    },
  ],
});
