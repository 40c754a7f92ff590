/** Whether `next dev` runs this: React then needs `eval` and the hot reload its own socket. */
export const isDevelopment = process.env.NODE_ENV === 'development';

/** Which build of the app this is, written in by the build. */
export const buildId = process.env.NEXT_PUBLIC_BUILD_ID ?? 'development';
