import type { Id } from '@nova/contract';
import { filesPath, previewsPath } from '@nova/contract';

/** Where a file of a message comes down: as it is, as a smaller picture, or to be saved. */
export function fileAddress(url: string, fileId: Id, how: 'shown' | 'preview' | 'saved'): string {
  const place = new URL(`${filesPath}/${fileId}${how === 'preview' ? '/preview' : ''}`, url);
  if (how === 'saved') place.searchParams.set('download', '');
  return place.href;
}

/** Where the picture of a link preview comes down, by the message that shows it. */
export function previewAddress(url: string, messageId: Id, pictureId: Id): string {
  return new URL(`${previewsPath}/${messageId}/${pictureId}`, url).href;
}
