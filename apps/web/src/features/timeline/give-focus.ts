/** A row is drawn by the next frame, as a rule; one that is measured first takes another. */
const framesMax = 10;

/**
 * Puts the keyboard on the message of this key, at once or as soon as its row is there and can take it, unless somebody has
 * moved it meanwhile.
 */
export function giveFocus(box: { readonly current: HTMLElement | null }, key: string): void {
  const had = document.activeElement;
  const isMoved = (): boolean => {
    const { activeElement } = document;
    return activeElement !== had && activeElement !== document.body && activeElement !== null;
  };
  const attempt = (framesLeft: number): void => {
    if (framesLeft === 0 || isMoved()) return;
    const row = messageOf(box.current, key);
    row?.focus({ preventScroll: true });
    if (!row || document.activeElement !== row) requestAnimationFrame(() => attempt(framesLeft - 1));
  };
  attempt(framesMax);
}

/** The message of this key as it is drawn now; `null`: it is not. */
export function messageOf(box: HTMLElement | null, key: string): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;
}
