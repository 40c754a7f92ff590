import type { Id } from '@nova/contract';
import { filesPath } from '@nova/contract';

/** Where a file of a message comes down: as it is, as a smaller picture, or to be saved. */
export function fileAddress(url: string, fileId: Id, how: 'shown' | 'preview' | 'saved'): string {
  const place = new URL(`${filesPath}/${fileId}${how === 'preview' ? '/preview' : ''}`, url);
  if (how === 'saved') place.searchParams.set('download', '');
  return place.href;
}
