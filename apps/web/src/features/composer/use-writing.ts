'use client';

import type { Draft, TimelineMessage } from '@nova/client';
import { useCallback, useMemo } from 'react';
import { useConversationPart, useTalkable } from '../../nova/conversation-provider.tsx';
import { useDraft } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { messageAt } from './sending.ts';

const nothing: Draft = { body: '', replyToId: null, editing: null };

export interface Writing {
  readonly draft: Draft;
  /** What stands in the field: the message being written, or the one being edited. */
  readonly text: string;
  /** The message being edited as it is now; `null` when it is not on the screen. */
  readonly edited: TimelineMessage | null;
  write(text: string): void;
  stopEditing(): void;
  stopReplying(): void;
  /** Another device's text is offered no more; unless it is null, `body` stands in the field then. */
  settle(body: string | null): void;
  /** Takes away what is being sent; the returned function puts it back, before what was written meanwhile. */
  take(): () => void;
}

/** What the person writes here: kept on the device with every key, the same in all tabs. */
export function useWriting(): Writing {
  const { drafts } = useNova();
  const conversation = useTalkable();
  const id = conversation.draftKey;
  const draft = useDraft(id) ?? nothing;
  const editing = draft.editing ?? null;
  const edited = useConversationPart(() => editing && messageAt(conversation, editing.target));
  const change = useCallback(
    (make: (before: Draft) => Draft): void => drafts.set(id, make(drafts.get(id) ?? nothing)),
    [drafts, id],
  );
  return useMemo(
    () => ({
      draft,
      text: editing ? editing.body : draft.body,
      edited,
      write: (body) =>
        change((before) =>
          before.editing ? { ...before, editing: { ...before.editing, body } } : { ...before, body },
        ),
      stopEditing: () => change((before) => ({ ...before, editing: null })),
      settle: (body) => change((before) => ({ ...before, ...(body === null ? {} : { body }), other: null })),
      stopReplying: () => change((before) => ({ ...before, replyToId: null })),
      take: () => {
        const taken = drafts.get(id) ?? nothing;
        change((before) =>
          before.editing ? { ...before, editing: null } : { ...nothing, other: before.other ?? null },
        );
        return () =>
          change((since) => {
            if (taken.editing) return { ...since, editing: taken.editing };
            const body = [taken.body, since.body].filter((part) => part !== '').join('\n');
            return { ...since, body, replyToId: since.replyToId ?? taken.replyToId };
          });
      },
    }),
    [drafts, id, draft, editing, edited, change],
  );
}
