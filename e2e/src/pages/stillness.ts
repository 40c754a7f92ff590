/**
 * Runs in the page: from now on notes, in each picture that is drawn, how far the first message that is wholly on the
 * screen has moved. `stop` answers with the farthest.
 */
export function keepWatching(list: Element): { stop(): Promise<number> } {
  const top = list.getBoundingClientRect().top;
  const read = [...list.querySelectorAll('article')].find((one) => one.getBoundingClientRect().top >= top);
  if (!read) throw new Error('nothing is on the screen');
  const key = read.getAttribute('data-key') ?? '';
  // In its pane: a line that tells of the network, above all panes, comes and goes with it.
  const placeOf = (): number =>
    (list.querySelector(`[data-key="${CSS.escape(key)}"]`)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY) -
    list.getBoundingClientRect().top;
  const place = placeOf();
  let farthest = 0;
  let isOver = false;
  const drawn = new MessageChannel();
  const note = (): void => {
    farthest = Math.max(farthest, Math.abs(placeOf() - place));
    if (!isOver) requestAnimationFrame(() => drawn.port2.postMessage(null));
  };
  // A picture is made after its callbacks: what it shows is seen by whoever comes next.
  drawn.port1.onmessage = note;
  note();
  return {
    async stop() {
      // Once more after all that was under way has been drawn.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      note();
      isOver = true;
      return farthest;
    },
  };
}

/** Runs in the page: resolves when the list has not been scrolled for some pictures. */
export async function untilStill(list: Element): Promise<void> {
  for (let same = 0, before = Number.NaN; same < 3; same = list.scrollTop === before ? same + 1 : 0) {
    before = list.scrollTop;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
