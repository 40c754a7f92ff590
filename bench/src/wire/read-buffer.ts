/**
 * Where every connection of this process reads into: what is read is consumed before the next read begins, so one
 * buffer serves all of them.
 */
export const readBuffer: Buffer = Buffer.allocUnsafeSlow(1 << 20);
