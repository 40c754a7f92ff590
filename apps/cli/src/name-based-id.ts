import { createHash } from 'node:crypto';
import type { Id } from '@nova/contract';

/**
 * The id that belongs to a name for ever: a UUID of version 8 (RFC 9562) from the SHA-256 of its parts. The same parts
 * give the same id on every machine and in every run; no part can be mistaken for two.
 */
export function nameBasedId(...parts: readonly (string | number)[]): Id {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
