/** What a frame carries, as far as a client of these servers meets it. */
export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/**
 * A client's frame. The mask is all zeros, which RFC 6455 allows: servers unmask it like any other, and the load
 * generator is spared the work.
 */
export function clientFrame(payload: string | Buffer, opcode: number = opcodes.text): Buffer {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  const { length } = bytes;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.alloc(head + 4 + length);
  frame[0] = 0x80 | opcode;
  if (head === 2) {
    frame[1] = 0x80 | length;
  } else if (head === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.copy(frame, head + 4);
  return frame;
}

/** Told of each frame: its payload is `bytes` from `start` to `end`, and is somebody else's as soon as it returns. */
export type OnFrame = (opcode: number, bytes: Buffer, start: number, end: number) => void;

/**
 * Cuts a server's stream of bytes into frames, without copying but for a frame that two reads share: with hundreds of
 * thousands of frames a second, the load generator must cost less than the servers that it measures.
 */
export class FrameCutter {
  #rest: Buffer | null = null;
  readonly #onFrame: OnFrame;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  /** `length` bytes of `chunk` were read. @throws Error for what these servers never send: fragments, masks. */
  push(chunk: Buffer, length: number): void {
    let bytes = chunk;
    let size = length;
    if (this.#rest) {
      bytes = Buffer.concat([this.#rest, chunk.subarray(0, length)]);
      size = bytes.length;
      this.#rest = null;
    }
    let at = 0;
    while (size - at >= 2) {
      const first = bytes[at] ?? 0;
      const second = bytes[at + 1] ?? 0;
      if ((first & 0xf0) !== 0x80 || second > 127) throw new Error('a frame that is fragmented, compressed or masked');
      let head = 2;
      let payload = second;
      if (second === 126) {
        head = 4;
        if (size - at < head) break;
        payload = bytes.readUInt16BE(at + 2);
      } else if (second === 127) {
        head = 10;
        if (size - at < head) break;
        payload = Number(bytes.readBigUInt64BE(at + 2));
      }
      const end = at + head + payload;
      if (end > size) break;
      this.#onFrame(first & 0x0f, bytes, at + head, end);
      at = end;
    }
    if (at < size) this.#rest = Buffer.from(bytes.subarray(at, size));
  }
}
