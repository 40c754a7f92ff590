/**
 * What a page may load: its own scripts by nonce and what they load, nothing inline, nothing from elsewhere, no frames.
 * `next dev` needs `eval` and inline styles; nothing else differs there.
 */
export function contentSecurityPolicy({ nonce, isDevelopment }: { nonce: string; isDevelopment: boolean }): string {
  const directives = {
    'default-src': "'none'",
    'script-src': `'nonce-${nonce}' 'strict-dynamic' 'self'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    'style-src': isDevelopment ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'media-src': "'self' blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    // Policies are `boot.js`'s and the one by which Next loads its own pieces. `next dev` runs strings as scripts.
    ...(isDevelopment ? {} : { 'require-trusted-types-for': "'script'", 'trusted-types': 'default nextjs' }),
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
