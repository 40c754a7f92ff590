import { type FileHandle, open } from 'node:fs/promises';

/** The MP4 family: films and recordings of phones. */
const types: ReadonlySet<string> = new Set(['video/mp4', 'video/quicktime', 'video/x-m4v', 'audio/mp4', 'audio/x-m4a']);

/** Boxes that hold other boxes, on the way to those that tell. */
const containers: ReadonlySet<string> = new Set(['moov', 'trak']);
/** Boxes in which cameras note where and by what a film was taken. Players need none of them. */
const telling: ReadonlySet<string> = new Set(['udta', 'meta', 'XMP_']);
/** A box with a type of its own: that of XMP, which tells as well. */
const xmp = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');
/** No film has more on the levels that are looked at. */
const boxesMax = 10_000;
const zerosBytes = 65_536;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Whether a file of this type may say where it was taken, and can be made to forget it. */
export function isFilmType(type: string): boolean {
  return types.has(type);
}

/**
 * Takes out of a film what its camera noted beside it, such as the place (F3): those boxes become free space of the same
 * size, filled with zeros, so that nothing else moves. What is no film of the kind stays as it is.
 */
export async function forgetPlace(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    const { size } = await handle.stat();
    await forgetWithin(handle, { from: 0, to: size }, { left: boxesMax });
  } finally {
    await handle.close();
  }
}

async function forgetWithin(handle: FileHandle, span: Span, budget: { left: number }): Promise<void> {
  for (let at = span.from; at + 8 <= span.to && budget.left-- > 0; ) {
    const { buffer: head } = await handle.read(Buffer.alloc(32), 0, 32, at);
    const type = head.toString('latin1', 4, 8);
    const short = head.readUInt32BE(0);
    const headBytes = short === 1 ? 16 : 8;
    const length = short === 0 ? span.to - at : short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    // Not a box: whatever comes now is not understood, and not touched.
    if (length < headBytes || at + length > span.to) return;
    const inside = { from: at + headBytes, to: at + length };
    const isXmp = type === 'uuid' && head.subarray(headBytes, headBytes + 16).equals(xmp);
    if (containers.has(type)) await forgetWithin(handle, inside, budget);
    else if (telling.has(type) || isXmp) await empty(handle, at, inside);
    at += length;
  }
}

async function empty(handle: FileHandle, at: number, { from, to }: Span): Promise<void> {
  const zeros = Buffer.alloc(Math.min(zerosBytes, to - from));
  for (let place = from; place < to; place += zeros.length)
    await handle.write(zeros, 0, Math.min(zeros.length, to - place), place);
  await handle.write(Buffer.from('free'), 0, 4, at + 4);
}
