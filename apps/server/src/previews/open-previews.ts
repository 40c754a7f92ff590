import type { Api } from '@nova/api';
import type { Database } from '@nova/db';
import type { BlobStore } from '@nova/files';
import { resolveByDns } from '@nova/previews';
import type { BudgetKind } from '../limits/user-limiter.ts';
import type { SharedLimiter } from '../limits/shared-limiter.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Settings } from '../settings.ts';
import { pageAsker } from './page-asker.ts';
import { Previewer } from './previewer.ts';

export interface PreviewParts {
  readonly settings: Settings;
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly limiter: SharedLimiter<BudgetKind>;
  readonly metrics: Metrics;
  readonly show: Api['showPreviews'];
  readonly onFailure: (error: unknown) => void;
}

/** What looks up links. Disposing gives up what is under way; other nodes, or this one when it is back, do it then. */
export interface Previews extends AsyncDisposable {
  step(): Promise<boolean>;
}

const userAgent = 'Nova/1.0 (link previews)';

export function openPreviews({ settings, db, blobs, limiter, metrics, show, onFailure }: PreviewParts): Previews {
  const closing = new AbortController();
  const { signal } = closing;
  const ask = pageAsker({
    settings,
    db,
    blobs,
    outside: { reach: { inside: settings.linkPreviewsInside }, resolve: resolveByDns, userAgent },
    perHost: (host) => limiter.consume('page', host),
    perPerson: (userId) => limiter.consume('link', userId),
    onAsked: (outcome) => metrics.pagesAsked.inc({ outcome }),
    signal,
  });
  const previewer = new Previewer({
    db,
    ask,
    show,
    onFailure: (error) => {
      if (!signal.aborted) onFailure(error);
    },
  });
  return {
    step: () => previewer.step(),
    async [Symbol.asyncDispose]() {
      closing.abort(new Error('the server stops'));
      await previewer.idle();
    },
  };
}
