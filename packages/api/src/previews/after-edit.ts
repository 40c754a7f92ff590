import { webLinks } from '@nova/contract';
import { addPreviewTasks, type Ledger, type LockedTx, type PreviewFacts, setPreviews } from '@nova/db';

/**
 * What an edit does to the previews of a message: those of links that it takes out are gone with it, those of links that
 * it brings are looked up (H4).
 */
export async function previewsAfterEdit(
  tx: LockedTx,
  ledger: Ledger,
  edited: {
    readonly messageId: string;
    readonly conversationId: string;
    readonly actorId: string;
    readonly version: number;
    readonly body: string;
    readonly before: PreviewFacts | null;
    readonly isOn: boolean;
  },
): Promise<void> {
  const { messageId, conversationId, actorId, version, body, before, isOn } = edited;
  if (!before || before.isHidden) return;
  const links = webLinks(body);
  const kept = before.shown.filter(({ preview }) => links.includes(preview.url));
  if (kept.length < before.shown.length) {
    const previews = kept.map(({ preview }) => preview);
    const seq = ledger.append({
      conversationId,
      type: 'message.previewed',
      actorId,
      messageId,
      payload: null,
      previews,
    });
    await setPreviews(tx, { messageId, seq, shown: kept, isHidden: false });
  }
  if (isOn && links.some((link) => !kept.some(({ preview }) => preview.url === link)))
    await addPreviewTasks(tx, [{ messageId, conversationId, version }]);
}
