import type { Attachment } from '@nova/contract';

/** How a file is shown. */
type FileKind = 'picture' | 'film' | 'sound' | 'text' | 'other';

/** A longer text is downloaded. */
const textMaxBytes = 65_536;

/** How a file is shown: by its type, as far as the app can show it. */
export function kindOf({ type, width, size }: Pick<Attachment, 'type' | 'width' | 'size'>): FileKind {
  if (/^image\/(?:jpeg|png|gif|webp|avif)$/.test(type) && width !== null) return 'picture';
  if (/^video\/(?:mp4|webm|ogg|quicktime|x-m4v)$/.test(type)) return 'film';
  if (type.startsWith('audio/')) return 'sound';
  return type === 'text/plain' && size <= textMaxBytes ? 'text' : 'other';
}
