import { filesPath } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import type { UploadHooks, Uploader } from '../files/uploader.ts';
import type { OutgoingFile } from '../outbox/entry.ts';
import type { Platform } from '../platform.ts';
import { dataOf, FileRefused } from './file-refused.ts';
import type { Procedures } from './procedures.ts';
import { putByFetch, putByXhr, type Put } from './put-file.ts';
import type { Session } from './session.ts';

export interface FileUploaderOptions {
  /** The server's origin. */
  readonly url: string;
  readonly session: Session;
  readonly platform: Platform;
  readonly fetch: typeof fetch;
  readonly procedures: Pick<Procedures, 'file'>;
  /** A request failed. */
  readonly onBroken: (error: unknown) => void;
}

/** Files over HTTP, as bodies of their own. */
export function fileUploader(options: FileUploaderOptions): Uploader {
  const { platform, procedures, onBroken } = options;
  const watched = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      onBroken(error);
      throw error;
    }
  };
  return {
    uploaded: (fileIds, signal) =>
      watched(
        within({ platform, ms: requestTimeoutMs, signal }, (either) =>
          procedures.file.uploaded.query({ fileIds: [...fileIds] }, { signal: either }),
        ),
      ),
    upload: (file, bytes, hooks) => watched(uploaded(options, { file, bytes, hooks })),
  };
}

async function uploaded(
  { url, session, platform, fetch }: FileUploaderOptions,
  { file, bytes, hooks }: { readonly file: OutgoingFile; readonly bytes: Blob; readonly hooks: UploadHooks },
): Promise<void> {
  const place = addressOf(url, file);
  const headers = { ...(await session.headers()), 'content-type': 'application/octet-stream' };
  const request: Put = { url: place.href, headers, bytes, credentials: session.credentials, platform, ...hooks };
  const { status, text } = await (typeof XMLHttpRequest === 'undefined'
    ? putByFetch(request, fetch)
    : putByXhr(request));
  if (status < 200 || status > 299) throw new FileRefused(dataOf(text) ?? { httpStatus: status });
}

function addressOf(url: string, { id, name, type, alt }: OutgoingFile): URL {
  const place = new URL(`${filesPath}/${id}`, url);
  place.searchParams.set('name', name);
  place.searchParams.set('type', type);
  if (alt) place.searchParams.set('alt', alt);
  return place;
}
