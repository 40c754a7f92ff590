/** Under which the bytes of a file lie, and those of its smaller picture. */
export function blobKey(storeKey: string, which: 'original' | 'preview'): string {
  return `${storeKey}/${which}`;
}

/** Everything that may lie under a file's key. */
export function blobKeys(storeKey: string): string[] {
  return [blobKey(storeKey, 'original'), blobKey(storeKey, 'preview')];
}
