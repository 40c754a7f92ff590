'use client';

import { classify } from '@nova/client';
import type { ConversationView } from '@nova/client';
import type { PinnedMessage } from '@nova/contract';
import { useCallback } from 'react';
import { useConversation, useConversationPart } from '../../nova/conversation-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import type { Answer } from '../../nova/use-answer.ts';
import { useAnswer } from '../../nova/use-answer.ts';

type Pins = readonly Omit<PinnedMessage, 'pinnedAt'>[];

/** What is pinned; asked for again when the conversation tells of a pin, or of a pinned message that went. */
export function usePins(conversationId: string): Answer<Pins> & { readonly isFromDevice: boolean } {
  const { trpc, network } = useNova();
  const conversation = useConversation();
  const version = useConversationPart(pinsVersion);
  const ask = useCallback(async (): Promise<{ pins: Pins; isFromDevice: boolean; version: string }> => {
    const onDevice = { pins: pinnedOf(conversation.view), isFromDevice: true, version };
    if (!network.online()) return onDevice;
    try {
      return { pins: await trpc.message.pinned.query({ conversationId }), isFromDevice: false, version };
    } catch (error) {
      if (classify(error).policy === 'retry') return onDevice;
      throw error;
    }
  }, [trpc, network, conversation, conversationId, version]);
  const { value, ...answer } = useAnswer(ask);
  return { ...answer, value: value?.pins ?? null, isFromDevice: value?.isFromDevice ?? false };
}

/** Becomes another text whenever something that is loaded is pinned, is not any more, or says something else now. */
function pinsVersion({ lines, messages }: ConversationView): string {
  const last = lines.findLast((line) => line.type === 'notice' && line.notice.type === 'pin.changed');
  const lastSeq = last?.type === 'notice' ? last.notice.seq : 0;
  return messages.reduce((all, { key, pinned, version }) => (pinned ? `${all} ${key}.${version}` : all), `${lastSeq}`);
}

/** Those among the messages that are loaded; by whom they were pinned is not known of them. */
function pinnedOf({ messages }: ConversationView): Pins {
  return messages
    .flatMap(({ id, seq, conversationId, senderId, sentAt, threadRootId, body, pinned, attachments }) => {
      if (!pinned || id === null || seq === null) return [];
      const fileName = attachments?.[0]?.name;
      const message = { id, seq, conversationId, senderId, sentAt, threadRootId, body };
      return [{ message: fileName === undefined ? message : { ...message, fileName }, pinnedById: '' }];
    })
    .toReversed();
}
