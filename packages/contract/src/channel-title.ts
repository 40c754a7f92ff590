/**
 * The name of a channel as it is kept: wherever it is shown a `#` stands beside it, so none that it begins with is part
 * of it. A `#` alone, or before anything but a letter or a digit, stays. Idempotent.
 */
export function channelTitle(title: string): string {
  return title.replace(/^#+(?=[\p{L}\p{N}])/u, '');
}
