/** Types that a browser shows in place: pictures that were drawn anew, sound and film. None of them holds a script. */
const shown: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/aac',
  'audio/ogg',
  'audio/opus',
  'audio/wav',
  'audio/flac',
  'audio/x-flac',
  'audio/webm',
  'video/mp4',
  'video/x-m4v',
  'video/webm',
  'video/ogg',
  'video/quicktime',
]);

/** Whether a browser may show it, instead of saving it. Everything else – HTML, SVG, PDF, programs – is only saved. */
export function isShownInPlace(type: string): boolean {
  return shown.has(type);
}
