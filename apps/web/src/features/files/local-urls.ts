/** What was chosen here is shown from here: before, while and after it is sent nothing of it is loaded again. */
const urls = new Map<string, string>();
/** Beyond it the oldest are let go of. */
const urlsMax = 100;

/** Makes bytes showable under the id of their file. */
export function rememberUrl(fileId: string, bytes: Blob): string {
  const url = urls.get(fileId) ?? URL.createObjectURL(bytes);
  urls.set(fileId, url);
  for (const [oldest, old] of urls) {
    if (urls.size <= urlsMax) break;
    urls.delete(oldest);
    URL.revokeObjectURL(old);
  }
  return url;
}

/** Null for files of others, and of before the app was opened. */
export function localUrl(fileId: string): string | null {
  return urls.get(fileId) ?? null;
}
