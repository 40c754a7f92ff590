import { setTimeout as sleep } from 'node:timers/promises';

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

/** Resolves when nothing is found any more. It does not ask all the time: the servers under test need the processor. */
export async function untilNone(find: () => Promise<readonly unknown[]>): Promise<void> {
  while ((await find()).length > 0) await sleep(20);
}
