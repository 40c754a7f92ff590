/** Marks what takes the keyboard when what had it is gone: the composer, or the heading of a panel or of what is on the screen. */
export const focusHome = { 'data-focus-home': '' } as const;

const keepers = new Set<() => boolean>();

/** `keeper` knows better where the keyboard goes from what it had it on: puts it there, and says so. Until the returned call. */
export function keepFocus(keeper: () => boolean): () => void {
  keepers.add(keeper);
  return () => void keepers.delete(keeper);
}

/**
 * Puts the keyboard there if it is nowhere by the next picture: whoever has no mouse goes on from where they are, not
 * from the top. It stays in `pane` if there is such a place in it. Before a person has done anything only a field takes it.
 */
export function findFocus(pane: Element | null = null): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      if ([...keepers].some((keep) => keep())) return;
      const home = [pane, document].map((part) => part?.querySelector<HTMLElement>('[data-focus-home]')).find(Boolean);
      if (home && (navigator.userActivation.hasBeenActive || home instanceof HTMLTextAreaElement)) home.focus();
    }),
  );
}
