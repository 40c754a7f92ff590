import type { NovaClient } from '@nova/client';
import type { ExportOrder } from '@nova/client/export';
import { movingTexts } from '../../i18n/moving-texts.ts';
import type { useSpeech } from '../../i18n/language-provider.tsx';
import { problemText } from '../../problem.ts';
import { exportWords } from './export-words.ts';
import { type ExportRun, putExport, readExport } from './exports.ts';
import { type ExportFormat, type ExportProgress, makeExport } from './make-export.ts';
import { zipPlace } from './save-place.ts';

export interface ExportChoice {
  readonly format: ExportFormat;
  readonly title: string;
  readonly isWithFiles: boolean;
}

interface Wish {
  readonly nova: NovaClient;
  readonly speech: ReturnType<typeof useSpeech>;
  readonly key: string;
  readonly order: ExportOrder;
  readonly choice: ExportChoice;
}

export const nothingYet: ExportProgress = { messages: 0, files: null, isWaiting: false };

/**
 * Makes an export, in answer to a click: it goes on wherever one is in the app. Leaving the page is asked about; with its
 * person's session it ends. Nothing happens while another one is under way. Never rejects.
 */
export async function startExport({ nova, speech, key, order, choice }: Wish): Promise<void> {
  if (readExport()?.state === 'running') return;
  const { format, title, isWithFiles } = choice;
  const controller = new AbortController();
  const { signal } = controller;
  const stop = (): void => controller.abort();
  const tell = (change: Pick<ExportRun, 'state'> & Partial<ExportRun>): void =>
    putExport({ key, title, progress: nothingYet, problem: null, stop, ...change });
  putExport(null);
  const place = isWithFiles ? await zipPlace(`${title}.zip`) : null;
  if ((isWithFiles && !place) || readExport()?.state === 'running') return;
  const leave = untilOver({ nova, stop });
  let progress = nothingYet;
  const onProgress = (next: ExportProgress): void => {
    progress = next;
    tell({ state: 'running', progress });
  };
  onProgress(progress);
  const say = movingTexts.in(speech);
  try {
    const words = exportWords(say, { ...speech, title });
    progress = await makeExport(nova, { order, format, title, words, place, signal, onProgress });
    tell({ state: 'done', progress });
  } catch (error) {
    await place?.forget();
    if (signal.aborted) tell({ state: 'stopped' });
    else tell({ state: 'failed', problem: isFull(error) ? say('noRoom') : problemText(speech.t, error) });
  } finally {
    leave();
  }
}

/** While an export is under way; the returned function says that it is over. */
function untilOver({ nova, stop }: { readonly nova: NovaClient; readonly stop: () => void }): () => void {
  const { session } = nova;
  const self = session.view.userId;
  const leaving = new AbortController();
  addEventListener('beforeunload', (event) => event.preventDefault(), leaving);
  const unwatch = session.subscribe(() => {
    if (session.view.userId !== self) stop();
  });
  return () => {
    leaving.abort();
    unwatch();
  };
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
