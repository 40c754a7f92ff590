/**
 * What a browser opens from a disk without running anything: pictures, sound, films, plain text and PDF. Whatever else a
 * file is called, opening it may run it, with what lies beside it in reach.
 */
const harmless = /\.(?:avif|bmp|gif|jpe?g|png|webp|flac|m4a|mp3|oga|ogg|opus|wav|m4v|mov|mp4|ogv|webm|txt|pdf)$/i;

/** Whether a page may lead to a file of that name (M10). */
export function isHarmless(name: string): boolean {
  return harmless.test(name);
}

/** A place beside the page as an address: no character of it means anything there. */
export function addressOf(place: string): string {
  return place.split('/').map(encodeURIComponent).join('/');
}
