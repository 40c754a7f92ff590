import type { Attachment } from '@nova/contract';

/** The columns that describe a file, by the names of the contract. */
export type FileRow = Attachment;

/** The description of a file and nothing else, its members always in this order: events are compared byte for byte. */
export function attachmentOf(row: FileRow): Attachment {
  const { id, name, alt, type, size, width, height, placeholder, preview } = row;
  return { id, name, alt, type, size, width, height, placeholder, preview };
}
