import type { MetadataRoute } from 'next';

/** What makes the app installable. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Nova',
    short_name: 'Nova',
    description: 'Chat that does not lose, repeat, reorder or leak a message.',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f6f6f8',
    theme_color: '#4f46e5',
    categories: ['social', 'productivity'],
    icons: [
      { src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
