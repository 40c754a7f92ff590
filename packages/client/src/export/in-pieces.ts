/** Bytes of one piece: what is written down at once. */
const pieceBytes = 262_144;

/** Gathers what comes in crumbs into pieces worth a write of their own; the last one is what is left. */
export function inPieces(): TransformStream<Uint8Array, Uint8Array<ArrayBuffer>> {
  let piece = new Uint8Array(pieceBytes);
  let filled = 0;
  return new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      for (let from = 0; from < bytes.length; ) {
        const part = bytes.subarray(from, from + pieceBytes - filled);
        piece.set(part, filled);
        from += part.length;
        filled += part.length;
        if (filled < pieceBytes) continue;
        controller.enqueue(piece);
        piece = new Uint8Array(pieceBytes);
        filled = 0;
      }
    },
    flush(controller) {
      if (filled > 0) controller.enqueue(piece.subarray(0, filled));
    },
  });
}
