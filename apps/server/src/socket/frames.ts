import { encodeCursor } from '@nova/contract';
import type { Batch } from '@nova/delivery';

/**
 * How one subscription's messages begin: its id as its caller wrote it, and the protocol's name if the caller gives it.
 * Everything after it is the same for every subscriber.
 */
export interface Opening {
  readonly text: string;
  /** Of the text. Its bytes are made when they are needed: kept, each would keep a slab of Node's buffer pool alive. */
  readonly byteLength: number;
}

/** The opening of the messages to the subscription `id`. */
export function openingOf(id: number | string, jsonrpc: '2.0' | undefined): Opening {
  const text = `{"id":${JSON.stringify(id)},${jsonrpc === undefined ? '' : `"jsonrpc":"${jsonrpc}",`}`;
  return { text, byteLength: Buffer.byteLength(text) };
}

/** Openings of different texts kept with one batch; most callers count from 1, so few are needed. */
const keptMax = 16;
const textFrame = 0x81;

/**
 * A batch as complete WebSocket frames, one for each event, in one piece: what tRPC's own adapter sends for
 * `tracked(cursor, event)`, byte for byte. Made once for each opening, however many subscribers have it; for another
 * opening of the same length it is copied, and only the opening is written over.
 */
export function framesOf(batch: Batch, opening: Opening): Uint8Array {
  const { frames } = batch;
  const ready = frames.get(opening.text);
  if (ready) return ready;
  const likeness = String(opening.byteLength);
  const model = frames.get(likeness);
  const made = model ? relabelled(model, opening.text) : framed(batch, opening);
  if (frames.size < keptMax) frames.set(model ? opening.text : likeness, made).set(opening.text, made);
  return made;
}

function framed({ entries, epoch }: Batch, opening: Opening): Buffer {
  const rests = entries.map(({ seq, text }) => {
    const cursor = encodeCursor(epoch, seq);
    return `"result":{"type":"data","data":{"id":"${cursor}","data":${text}},"id":"${cursor}"}}`;
  });
  const sizes = rests.map((rest) => opening.byteLength + Buffer.byteLength(rest));
  const made = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + headBytes(size) + size, 0));
  let at = 0;
  for (const [place, rest] of rests.entries()) {
    at = writeHead(made, at, sizes[place] ?? 0);
    at += made.write(opening.text, at, 'utf8');
    at += made.write(rest, at, 'utf8');
  }
  return made;
}

function relabelled(model: Uint8Array, opening: string): Buffer {
  const made = Buffer.from(model);
  let at = 0;
  while (at < made.length) {
    const size = payloadBytes(made, at);
    at += headBytes(size);
    made.write(opening, at, 'utf8');
    at += size;
  }
  return made;
}

function headBytes(payload: number): number {
  if (payload < 126) return 2;
  return payload < 65_536 ? 4 : 10;
}

/** Writes the head of an unmasked, final text frame; answers where the payload goes. */
function writeHead(frames: Buffer, at: number, payload: number): number {
  frames[at] = textFrame;
  if (payload < 126) {
    frames[at + 1] = payload;
  } else if (payload < 65_536) {
    frames[at + 1] = 126;
    frames.writeUInt16BE(payload, at + 2);
  } else {
    frames[at + 1] = 127;
    frames.writeBigUInt64BE(BigInt(payload), at + 2);
  }
  return at + headBytes(payload);
}

function payloadBytes(frames: Buffer, at: number): number {
  const short = frames[at + 1] ?? 0;
  if (short < 126) return short;
  return short === 126 ? frames.readUInt16BE(at + 2) : Number(frames.readBigUInt64BE(at + 2));
}
