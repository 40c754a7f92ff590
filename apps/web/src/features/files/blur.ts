import { thumbHashToDataURL } from 'thumbhash';

/** What a picture looks like until it is loaded, as the address of one; null when nothing is known of it. */
export function blurOf(placeholder: string | null): string | null {
  if (placeholder === null) return null;
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(placeholder), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}
