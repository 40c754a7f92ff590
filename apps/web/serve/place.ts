import { fileURLToPath } from 'node:url';

/** The folder of the app. */
export const appFolder = fileURLToPath(new URL('..', import.meta.url));
