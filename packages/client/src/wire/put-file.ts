import { within } from '../deadline.ts';
import type { UploadHooks } from '../files/uploader.ts';
import type { Platform } from '../platform.ts';

/** A file about to leave. */
export interface Put extends UploadHooks {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Blob;
  readonly credentials: RequestCredentials;
  readonly platform: Platform;
}

interface PutAnswer {
  readonly status: number;
  readonly text: string;
}

/** An upload of which nothing more leaves, or no answer comes, for this long is given up. */
const silenceMs = 30_000;
/** Slower than this no line is expected to be, where nothing tells of progress. */
const bytesPerSecond = 20_000;

/** As browsers do it: their `fetch` does not tell how much has left. */
export function putByXhr({ url, headers, bytes, credentials, platform, signal, onProgress }: Put): Promise<PutAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    let cancel = (): void => {};
    const fail = (error: Error): void => {
      cancel();
      reject(error);
      request.abort();
    };
    const expectMore = (): void => {
      cancel();
      cancel = platform.after(silenceMs, () => fail(new DOMException('nothing more leaves', 'TimeoutError')));
    };
    signal.addEventListener('abort', () => fail(new DOMException('given up', 'AbortError')), { once: true });
    request.upload.addEventListener('progress', ({ loaded }) => {
      expectMore();
      onProgress(loaded);
    });
    request.addEventListener('load', () => {
      cancel();
      resolve({ status: request.status, text: request.responseText });
    });
    request.addEventListener('error', () => fail(new TypeError('the connection broke')));
    request.open('PUT', url);
    request.withCredentials = credentials === 'include';
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    expectMore();
    request.send(bytes);
  });
}

/** As programs do it. */
export async function putByFetch(
  { url, headers, bytes, credentials, platform, signal: given }: Put,
  fetch: typeof globalThis.fetch,
): Promise<PutAnswer> {
  const ms = silenceMs + (bytes.size / bytesPerSecond) * 1_000;
  return within({ platform, ms, signal: given }, async (signal) => {
    const response = await fetch(url, { method: 'PUT', headers, body: bytes, credentials, signal });
    return { status: response.status, text: await response.text() };
  });
}
