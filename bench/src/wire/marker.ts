/** Characters of a message: what people write is seldom longer. */
const bodyChars = 200;
const open = '~';
const timeDigits = 13;
const serialDigits = 8;

/** A message of 200 characters that says when it was sent (microseconds on the generator's clock) and which one it is. */
export function markedBody(sentUs: number, serial: number): string {
  const time = String(Math.floor(sentUs)).padStart(timeDigits, '0');
  return `${open}${time}.${String(serial).padStart(serialDigits, '0')}.`.padEnd(bodyChars, 'lorem ipsum ');
}

const seqKey = Buffer.from('"seq":');
const bodyKey = Buffer.from(`"body":"${open}`);
const dot = 0x2e;
const zero = 0x30;

/**
 * Finds `seq` and the marker in the JSON of an event, wherever it stands, by looking first where they stood last
 * time: the events of one server differ in nothing but digits.
 */
export class EventScanner {
  seq = 0;
  sentUs = 0;
  serial = 0;
  #seqAt = 0;
  /** From the end of the digits of `seq`. */
  #markAt = 0;

  /** Whether the payload `bytes` from `start` to `end` is the event of a marked message; the fields are then its. */
  scan(bytes: Buffer, start: number, end: number): boolean {
    if (this.#at(bytes, start + this.#seqAt, end)) return true;
    return this.#find(bytes, start, end) && this.#at(bytes, start + this.#seqAt, end);
  }

  #at(bytes: Buffer, keyAt: number, end: number): boolean {
    for (let n = 0; n < seqKey.length; n++) if (bytes[keyAt + n] !== seqKey[n]) return false;
    let at = keyAt + seqKey.length;
    let seq = 0;
    for (; at < end; at++) {
      const digit = (bytes[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      seq = seq * 10 + digit;
    }
    const markAt = at + this.#markAt;
    const timeAt = markAt + bodyKey.length;
    const serialAt = timeAt + timeDigits + 1;
    if (serialAt + serialDigits >= end || bytes[serialAt - 1] !== dot || bytes[serialAt + serialDigits] !== dot)
      return false;
    for (let n = 0; n < bodyKey.length; n++) if (bytes[markAt + n] !== bodyKey[n]) return false;
    this.seq = seq;
    this.sentUs = digitsAt(bytes, timeAt, timeDigits);
    this.serial = digitsAt(bytes, serialAt, serialDigits);
    return true;
  }

  #find(bytes: Buffer, start: number, end: number): boolean {
    const payload = bytes.subarray(start, end);
    const bodyAt = payload.indexOf(bodyKey);
    const seqAt = payload.indexOf(seqKey);
    if (bodyAt < 0 || seqAt < 0) return false;
    let digitsEnd = seqAt + seqKey.length;
    for (; digitsEnd < payload.length; digitsEnd++) {
      const digit = (payload[digitsEnd] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
    }
    this.#seqAt = seqAt;
    this.#markAt = bodyAt - digitsEnd;
    return true;
  }
}

function digitsAt(bytes: Buffer, at: number, count: number): number {
  let value = 0;
  for (let n = at; n < at + count; n++) value = value * 10 + (bytes[n] ?? zero) - zero;
  return value;
}
