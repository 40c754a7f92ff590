import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the app. */
export const appFolder = fileURLToPath(new URL('..', import.meta.url));

/** What the build made for browsers: under names that change with the contents. */
export const staticFolder = join(appFolder, '.next', 'static');
/** The files of `public`, as the build pressed them. */
export const publicFolder = join(appFolder, '.next', 'public');
/** Which packs there are, as the build noted it. */
export const packsFile = join(appFolder, '.next', 'packs.json');
