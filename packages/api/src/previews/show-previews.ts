import { webLinks } from '@nova/contract';
import {
  dropPreviewTask,
  type LockedMessage,
  type LockedTx,
  lockMessage,
  newId,
  type PreviewFacts,
  previewsOfPages,
  type PreviewTask,
  readPreviews,
  setPreviews,
  type ShownPreview,
  withConversationLock,
} from '@nova/db';
import { announce } from '../lock/announce.ts';
import { retrying } from '../lock/retrying.ts';
import type { ApiParts } from '../parts.ts';

/** A link of a message, and the page that was found there. */
export interface LookedUp {
  readonly url: string;
  readonly pageId: string;
}

interface Facts {
  readonly message: LockedMessage | null;
  readonly previews: PreviewFacts | null;
  readonly found: readonly ShownPreview[];
}

/** The server itself: in no conversation, and without a session. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Shows what was found where a message's links lead to: settles its task and tells of it in one transaction, so once,
 * whoever dies and however many nodes looked (H5). What the message does not link to any more is not shown; a message
 * that was changed since has a task of its own, one that was deleted or whose previews were taken off shows nothing.
 *
 * @throws what the database throws.
 */
export async function showPreviews(parts: ApiParts, task: PreviewTask, pages: readonly LookedUp[]): Promise<void> {
  const { messageId, conversationId } = task;
  const request = {
    parties: [{ conversationId, userId: nobody, sessionId: null }],
    admission: 'anyone' as const,
    onBusy: 'wait' as const,
    read: async (tx: LockedTx): Promise<Facts> => {
      const [message, previews, found] = await Promise.all([
        lockMessage(tx, messageId),
        readPreviews(tx, messageId),
        previewsOfPages(tx, pages),
      ]);
      return { message, previews, found };
    },
  };
  const { commits } = await retrying(
    () =>
      withConversationLock(parts.db.transactions, request, {
        hooks: { failpoint: parts.failpoint },
        act: async (tx, ledger, { message, previews, found }: Facts) => {
          if (!(await dropPreviewTask(tx, task)) || !message || !previews || previews.isHidden) return;
          const links = webLinks(previews.body ?? '');
          const shown = links.flatMap((url) => found.find(({ preview }) => preview.url === url) ?? []);
          if (isSame(shown, previews.shown)) return;
          const told = { conversationId, type: 'message.previewed', actorId: message.senderId, messageId } as const;
          const seq = ledger.append({ ...told, payload: null, previews: shown.map(({ preview }) => preview) });
          await setPreviews(tx, { messageId, seq, shown, isHidden: false });
        },
      }),
    parts,
  );
  await parts.failpoint?.('after-commit');
  if (commits.length > 0) announce(parts, commits, [`previews-${newId()}`]);
}

function isSame(one: readonly ShownPreview[], other: readonly ShownPreview[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ pageId, preview }, at) => {
      const shown = other[at];
      return shown?.pageId === pageId && shown.preview.url === preview.url;
    })
  );
}
