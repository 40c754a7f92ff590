/** How this machine writes a combination: `mod` is Ctrl, or ⌘ on a Mac. */
export function keyName(combination: string): string {
  const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);
  const names: Readonly<Record<string, string>> = isMac
    ? { mod: '⌘', alt: '⌥', shift: '⇧', up: '↑', down: '↓', esc: 'Esc', enter: '↩', del: '⌫' }
    : { mod: 'Ctrl', alt: 'Alt', shift: 'Shift', up: '↑', down: '↓', esc: 'Esc', enter: 'Enter', del: 'Del' };
  return combination
    .split('+')
    .map((part) => names[part] ?? part.toUpperCase())
    .join(isMac ? '' : '+');
}
