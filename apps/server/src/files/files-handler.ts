import type { IncomingMessage, ServerResponse } from 'node:http';
import { describeError, refuse, Refusal } from '@nova/api';
import { errorTable, filesPath, uuidSchema } from '@nova/contract';
import type { Database } from '@nova/db';
import type { BlobStore } from '@nova/files';
import type { Logger } from 'pino';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { Sessions } from '../auth/sessions.ts';
import { answer } from '../http/answer.ts';
import type { Handler } from '../http/request-handler.ts';
import type { BudgetKind } from '../limits/user-limiter.ts';
import type { SharedLimiter } from '../limits/shared-limiter.ts';
import type { Settings } from '../settings.ts';
import { isPicturePath, pictureDownloads } from '../previews/picture-download.ts';
import { downloads } from './download.ts';
import { uploads } from './upload.ts';

export interface FilesParts {
  readonly settings: Settings;
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly sessions: Sessions;
  readonly limiter: SharedLimiter<BudgetKind>;
  readonly nowMs: () => number;
  readonly log: Logger;
}

/** A request about one file, from somebody who is signed in. */
export interface FileCall {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly userId: string;
  readonly fileId: string;
  /** The smaller picture of it. */
  readonly isPreview: boolean;
}

const address = new RegExp(`^${filesPath}/([0-9a-f-]{36})(/preview)?$`, 'i');

/** Files up and down. Refusals are told as those of procedures are, in the words of the contract's table. */
export function filesHandler(parts: FilesParts): Handler {
  const { sessions, limiter, log } = parts;
  const [upload, download, picture] = [uploads(parts), downloads(parts), pictureDownloads(parts)];
  return async (req, res, { requestId, operator: isOperator }) => {
    try {
      const identity = await sessions.identify(req.headers);
      if (!identity) throw refuse('UNAUTHENTICATED');
      for (const cookie of identity.setCookies) res.appendHeader('set-cookie', cookie);
      const kind = req.method === 'PUT' ? 'upload' : 'download';
      // An import brings in an hour what a team has sent in years.
      const wait = isOperator && kind === 'upload' ? null : await limiter.consume(kind, identity.userId);
      if (wait) throw refuse('RATE_LIMITED', { retryAfterMs: wait.retryAfterMs });
      const { pathname } = new URL(req.url ?? '', 'http://nova');
      if (isPicturePath(pathname) && (req.method === 'GET' || req.method === 'HEAD'))
        return await picture(req, res, identity.userId);
      const [, id, preview] = address.exec(pathname) ?? [];
      const fileId = uuidSchema.safeParse(id);
      if (!fileId.success) throw refuse('FILE_NOT_FOUND');
      const call = { req, res, userId: identity.userId, fileId: fileId.data, isPreview: preview !== undefined };
      if (req.method === 'PUT' && !call.isPreview) await upload(call);
      else if (req.method === 'GET' || req.method === 'HEAD') await download(call);
      else throw refuse('INVALID_INPUT');
    } catch (error) {
      // Who broke off an upload is no failure of ours.
      const isBrokenOff = req.destroyed && !req.complete;
      if (!(error instanceof Refusal) && !isBrokenOff) log.error({ err: error, requestId }, 'a file failed');
      tellRefusal(req, res, { error, requestId });
    }
  };
}

/** How long the rest of a refused upload is still read: who sends it hears the answer only after that. */
const drainMs = 5_000;

function tellRefusal(
  req: IncomingMessage,
  res: ServerResponse,
  { error, requestId }: { readonly error: unknown; readonly requestId: string },
): void {
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  const known = error instanceof TRPCError ? error : new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error });
  const data = describeError(known, requestId);
  const { code, text } = errorTable[data.reason];
  const httpStatus = getHTTPStatusCodeFromError(new TRPCError({ code }));
  if (data.retryAfterMs !== undefined) res.setHeader('retry-after', Math.ceil(data.retryAfterMs / 1_000));
  if (!req.complete) res.setHeader('connection', 'close');
  answer(res, httpStatus, { error: { message: text, data: { code, httpStatus, ...data } } });
  if (req.complete) return;
  req.resume();
  const timer = setTimeout(() => req.destroy(), drainMs);
  req.once('close', () => clearTimeout(timer));
}
