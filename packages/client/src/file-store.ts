/** `@nova/client/file-store`: the device of programs on Node. Apart, so that no browser bundle meets `node:fs`. */
export { FileStore } from './store/file-store.ts';
export { lockDirectory } from './store/directory-lock.ts';
export { replaceFile } from './store/journal-file.ts';
