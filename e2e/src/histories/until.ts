/** Something that calls back after each of its changes. */
interface Changing {
  subscribe(listener: () => void): () => void;
}

/** Resolves as soon as something holds, which is looked at now and whenever one of these changes. */
export function until(changing: readonly Changing[], holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave: (() => void)[] = [];
    const look = (): void => {
      try {
        if (!holds()) return;
        for (const stop of leave) stop();
        resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    for (const each of changing) leave.push(each.subscribe(look));
    look();
  });
}
