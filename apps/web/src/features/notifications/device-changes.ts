const listeners = new Set<() => void>();

/** Calls back when it was changed here how this device is told. */
export function onDeviceChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function deviceChanged(): void {
  for (const listener of listeners) listener();
}
