import { startTransition } from 'react';

let isInPieces = false;

/**
 * The first picture on a new device is drawn in pieces, with pauses in which the browser can do other things: everything
 * runs for the first time there, which takes a phone long. Where the device has the picture, it is drawn at once.
 */
export function drawInPieces(): void {
  isInPieces = true;
}

/** The first picture stands: from now on everything is drawn at once. Idempotent. */
export function drawnInPieces(): void {
  isInPieces = false;
}

export function isDrawnInPieces(): boolean {
  return isInPieces;
}

/** Makes a change of what is drawn: in pieces while the first picture is, else at once. */
export function draw(change: () => void): void {
  if (isInPieces) startTransition(change);
  else change();
}
