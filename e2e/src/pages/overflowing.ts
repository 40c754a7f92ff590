/** Runs in the page: what sticks out of the window or is cut off without a sign that there is more. */
export function overflowing(): string[] {
  const found: string[] = [];
  const describe = (one: Element): string =>
    `${one.tagName.toLowerCase()}.${one.className.toString().slice(0, 60)}: ${one.textContent?.slice(0, 30)}`;
  const root = document.scrollingElement ?? document.body;
  if (root.scrollWidth > root.clientWidth + 1) found.push('the page scrolls sideways');
  for (const one of document.body.querySelectorAll('*')) {
    if (!one.checkVisibility({ opacityProperty: true }) || one.closest('.sr-only, svg') !== null) continue;
    const { left, right, width, height } = one.getBoundingClientRect();
    if (width <= 1 || height <= 1) continue;
    const style = getComputedStyle(one);
    const mayScroll = /auto|scroll/.test(style.overflowX);
    const isShortened = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    const isInScroller = one.parentElement?.closest('pre, [tabindex="0"].overflow-x-auto, textarea') != null;
    if ((left < -1 || right > innerWidth + 1) && !isInScroller) found.push(`outside: ${describe(one)}`);
    const isCut = one.scrollWidth > one.clientWidth + 1 && style.overflowX !== 'visible' && one.clientWidth > 0;
    if (isCut && !mayScroll && !isShortened && one.children.length === 0) found.push(`cut off: ${describe(one)}`);
    if (
      mayScroll &&
      one.scrollWidth > one.clientWidth + 1 &&
      !one.matches('pre, pre *, [tabindex="0"], textarea, input')
    )
      found.push(`scrolls sideways: ${describe(one)}`);
  }
  return found;
}
