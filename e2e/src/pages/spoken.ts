/** Runs in the page: controls that a screen reader could only call ‘button’ or ‘link’. */
export function unnamed(): string[] {
  const controls =
    'a[href], button, input, textarea, select, [role="button"], [role="menuitem"], [role="option"], [role="tab"], [tabindex="0"]';
  const textOf = (ids: string | null): string =>
    (ids ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join('');
  return [...document.querySelectorAll<HTMLElement>(controls)]
    .filter((one) => one.checkVisibility() && one.closest('[aria-hidden="true"]') === null)
    .filter((one) => {
      const labels = 'labels' in one && one.labels instanceof NodeList ? [...one.labels] : [];
      const name = [
        one.getAttribute('aria-label') ?? '',
        textOf(one.getAttribute('aria-labelledby')),
        ...labels.map((label) => label.textContent ?? ''),
        one.matches('input, textarea, select') ? '' : (one.textContent ?? ''),
      ].join('');
      return name.trim() === '';
    })
    .map((one) => one.outerHTML.slice(0, 200));
}

/**
 * Runs in the page: neighbours in the order of reading of which the second is seen before the first: above it, or in
 * its line on the side where one begins to read. Panes are read one after the other, from the side where one begins.
 */
export function outOfOrder(): string[] {
  const isRtl = document.documentElement.dir === 'rtl';
  const wrong: string[] = [];
  const startOf = ({ left, right }: DOMRect): number => (isRtl ? innerWidth - right : left);
  /** What can be seen of it: nothing of what is scrolled away. */
  const seen = (one: Element): DOMRect => {
    const own = one.getBoundingClientRect();
    const around = one.closest('.overflow-y-auto')?.getBoundingClientRect() ?? own;
    const top = Math.max(own.top, around.top);
    return new DOMRect(own.left, top, own.width, Math.min(own.bottom, around.bottom) - top);
  };
  const compare = (before: Element, after: Element): void => {
    const [a, b] = [seen(before), seen(after)];
    const isAbove = b.bottom <= a.top + 1;
    const isInLine = b.top < a.bottom - 1 && a.top < b.bottom - 1;
    const isBefore = startOf(b) + b.width <= startOf(a) + 1;
    const describe = (one: Element): string => one.getAttribute('aria-label') ?? one.textContent?.slice(0, 40) ?? '';
    if (isAbove || (isInLine && isBefore)) wrong.push(`${describe(after)} is seen before ${describe(before)}`);
  };
  const isRead = (one: Element): boolean =>
    one.checkVisibility() &&
    seen(one).width > 1 &&
    seen(one).height > 1 &&
    one.closest('[aria-hidden="true"]') === null;
  const panes = [...document.querySelectorAll('nav, main, aside')].filter(
    (one) => isRead(one) && one.parentElement?.closest('nav, main, aside') == null,
  );
  for (const [at, pane] of panes.entries()) {
    const next = panes[at + 1];
    if (next && startOf(next.getBoundingClientRect()) < startOf(pane.getBoundingClientRect()))
      wrong.push(`a pane stands before the one that is read first: ${next.tagName}`);
    const read = [...pane.querySelectorAll('h1, h2, h3, article, a[href], button, textarea, input')].filter(
      // What floats over the messages belongs to where one is, not to a place in the text.
      (one) => isRead(one) && one.closest('.absolute:not(aside)') === null,
    );
    for (const [n, one] of read.entries()) {
      const following = read[n + 1];
      if (following && !one.contains(following) && following.closest('article') === one.closest('article'))
        compare(one, following);
    }
  }
  return wrong;
}
