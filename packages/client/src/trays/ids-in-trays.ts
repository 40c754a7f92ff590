import type { Id } from '@nova/contract';
import type { KeptTrays } from './trays.ts';

/** Names what the device remembers of trays, and its shape. */
export const traysKey = 'trays.1';

/** The files that trays keep on the device. */
export function idsInTrays(kept: KeptTrays | null): Id[] {
  return Object.values(kept ?? {}).flatMap((files) => files.map(({ id }) => id));
}
