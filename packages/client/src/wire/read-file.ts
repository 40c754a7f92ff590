import { requestTimeoutMs, within } from '../deadline.ts';
import type { Platform } from '../platform.ts';
import { dataOf, FileRefused } from './file-refused.ts';
import type { Http } from './http.ts';

/**
 * What is at an address, whole. A server that says nothing for `requestTimeoutMs`, at the beginning or in the middle,
 * is given up. @throws what `classify` reads; the signal's reason.
 */
export async function readFile(
  { http, platform }: { readonly http: Http; readonly platform: Platform },
  address: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<Blob> {
  const response = await http.request(address, { timeoutMs: requestTimeoutMs, signal });
  const bytes = await bytesOf(response, { platform, signal });
  if (response.ok) return new Blob(bytes, { type: response.headers.get('content-type') ?? '' });
  throw new FileRefused(dataOf(await new Blob(bytes).text()) ?? { httpStatus: response.status });
}

async function bytesOf(
  { body }: Response,
  { platform, signal }: { readonly platform: Platform; readonly signal: AbortSignal },
): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  if (!reader) return chunks;
  try {
    for (;;) {
      const { done, value } = await within({ platform, ms: requestTimeoutMs, signal }, () => reader.read());
      if (done) return chunks;
      chunks.push(value);
    }
  } catch (error) {
    // The connection is let go of; why it broke is what the caller is told.
    reader.cancel(error).catch(() => null);
    throw error;
  }
}
