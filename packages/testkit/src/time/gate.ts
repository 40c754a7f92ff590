/** A closed door in the path of the code under test, for forcing one interleaving. */
export interface Gate {
  /** What the code under test calls: says that it is here, and goes on when the gate is open. */
  pass(): Promise<void>;
  /** Resolves when `count` callers have come to the gate, whether it is open or not. */
  arrived(count?: number): Promise<void>;
  /** Lets everybody through, now and later. Idempotent. */
  open(): void;
}

export function gate(): Gate {
  const opened = Promise.withResolvers<void>();
  let callers = 0;
  const watchers = new Set<() => void>();
  return {
    pass() {
      callers++;
      for (const check of watchers) check();
      return opened.promise;
    },
    arrived(count = 1) {
      return new Promise((resolve) => {
        const check = (): void => {
          if (callers < count) return;
          watchers.delete(check);
          resolve();
        };
        watchers.add(check);
        check();
      });
    },
    open: () => opened.resolve(),
  };
}

/** A meeting point: each caller waits until `parties` callers have come; then all go on, and so does who comes later. */
export function barrier(parties: number): () => Promise<void> {
  const meeting = gate();
  let present = 0;
  return () => {
    present++;
    if (present >= parties) meeting.open();
    return meeting.pass();
  };
}
