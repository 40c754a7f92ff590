import { startTransition } from 'react';

/** By then the first picture stands, or there is another one than was thought. */
const drawnMs = 2_000;

let isInPieces = false;
let waiting: readonly (() => void)[] = [];

/**
 * The first picture on a new device is drawn in pieces, with pauses in which the browser can do other things: everything
 * runs for the first time there, which takes a phone long. Where the device has the picture, it is drawn at once.
 */
export function drawInPieces(): void {
  isInPieces = true;
  setTimeout(drawnInPieces, drawnMs);
}

/** The first picture is on the screen: from now on everything is drawn at once, and what has waited runs. Idempotent. */
export function drawnInPieces(): void {
  isInPieces = false;
  const runs = waiting;
  waiting = [];
  for (const run of runs) run();
}

export function isDrawnInPieces(): boolean {
  return isInPieces;
}

/** Makes a change of what is drawn: in pieces while the first picture is, else at once. */
export function draw(change: () => void): void {
  if (isInPieces) startTransition(change);
  else change();
}

/** Runs what the first picture can do without: after it while that is drawn in pieces, else at once. */
export function afterPieces(run: () => void): void {
  if (isInPieces) waiting = [...waiting, run];
  else run();
}
