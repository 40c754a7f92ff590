/** Asked by those who measure: told the key of each message as it renders. */
declare global {
  var novaMessageRendered: ((key: string) => void) | undefined;
}

export function noteRender(key: string): void {
  globalThis.novaMessageRendered?.(key);
}
