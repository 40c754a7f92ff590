import { randomUUID } from 'node:crypto';
import type { Attachment } from '@nova/contract';
import { beginUpload, finishUpload } from '@nova/db';
import type { Person, World } from './world.ts';

/** A file that this person has uploaded and not sent; without its bytes, which commands never look at. */
export async function uploaded(world: World, by: Person, name = 'notes.txt'): Promise<Attachment> {
  const [id, storeKey] = [randomUUID(), randomUUID()];
  await beginUpload(world.db.query, { id, uploaderId: by.userId, name, alt: null, storeKey });
  const found = { type: 'text/plain', size: 12, width: null, height: null, placeholder: null, previewSize: null };
  const attachment = await finishUpload(world.db.query, id, { ...found, storeKey });
  if (!attachment) throw new Error('the upload was not finished');
  return attachment;
}
