/**
 * The answers to each of `items`, in their order, some of them asked for before their turn: as long as `fits` says so
 * of the next one beside those that are waited for already. Alone, each is asked for. The first failure, or whoever
 * stops reading, leaves what was asked for to end by itself: to end it is the asker's.
 */
export async function* askedAhead<Item, Answer>(
  items: AsyncIterable<Item>,
  ask: (item: Item) => Promise<Answer>,
  fits: (waiting: readonly Item[], next: Item) => boolean,
): AsyncGenerator<{ readonly item: Item; readonly answer: Answer }> {
  const waiting: { readonly item: Item; readonly asked: Promise<Answer> }[] = [];
  const coming = items[Symbol.asyncIterator]();
  try {
    let next = await coming.next();
    for (;;) {
      while (
        !next.done &&
        (waiting.length === 0 ||
          fits(
            waiting.map(({ item }) => item),
            next.value,
          ))
      ) {
        const asked = ask(next.value);
        // Whoever fails before its turn is heard when that comes.
        asked.catch(() => null);
        waiting.push({ item: next.value, asked });
        next = await coming.next();
      }
      const first = waiting.shift();
      if (!first) return;
      yield { item: first.item, answer: await first.asked };
    }
  } finally {
    await coming.return?.();
  }
}
