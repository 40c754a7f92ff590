'use client';

import { useEffect } from 'react';
import { useNova } from '../../nova/nova-provider.tsx';
import type { WorkerWord } from '../../worker/worker-scope.ts';
import { takeReplies } from './kept-replies.ts';

/** Hands the outbox what was answered from a notification, also before the app was open (B8). */
export function useKeptReplies(userId: string | null): void {
  const nova = useNova();
  useEffect(() => {
    if (userId === null || !('serviceWorker' in navigator)) return;
    const take = (): void => {
      const handOver = takeReplies(userId, async ({ conversationId, threadRootId, body, clientId }) => {
        const conversation = nova.conversation(conversationId);
        try {
          await conversation.send({ body, clientId, ...(threadRootId === null ? {} : { threadRootId }) });
        } finally {
          conversation.close();
        }
      });
      // A full device keeps it where it is, for the next opening.
      handOver.catch(() => null);
    };
    const hear = ({ data }: MessageEvent<WorkerWord | null>): void => {
      if (data?.type === 'nova:replies') take();
    };
    navigator.serviceWorker.addEventListener('message', hear);
    take();
    return () => navigator.serviceWorker.removeEventListener('message', hear);
  }, [nova, userId]);
}
