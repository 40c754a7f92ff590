/**
 * Runs in the page: `seen`, or what is wrong with the focus. A text field shows it by its caret; everything else by a
 * ring around itself, or around what it is a part of.
 */
export function focusOf(): string {
  const active = document.activeElement;
  if (!active || active === document.body) return 'lost to the body';
  const name = `<${active.tagName.toLowerCase()} ${active.getAttribute('aria-label') ?? active.id}> ${active.textContent?.slice(0, 40)}`;
  const { top, bottom, left, right } = active.getBoundingClientRect();
  if (bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth) return `off the screen: ${name}`;
  if (active.matches('textarea, input:not([type="radio"], [type="checkbox"])')) return 'seen';
  const ringed = [active, active.parentElement, active.nextElementSibling].some((one) => {
    if (!one) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
  });
  return ringed ? 'seen' : `without a ring: ${name}`;
}
