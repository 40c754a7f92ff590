'use client';

import { useCallback, useSyncExternalStore } from 'react';

/** Anything that tells when it changed. */
export interface Source {
  subscribe(listener: () => void): () => void;
}

/** What `read` makes of a source now; renders again when that is another value. `read` must make no new object each time. */
export function useWatch<Value>(source: Source, read: () => Value): Value {
  const subscribe = useCallback((listener: () => void) => source.subscribe(listener), [source]);
  return useSyncExternalStore(subscribe, read, read);
}
