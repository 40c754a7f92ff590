'use client';

import type { PinsAnswer } from '@nova/client';
import { findPins, pinsVersion } from '@nova/client';
import { useCallback } from 'react';
import { useConversation, useConversationPart } from '../../nova/conversation-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import type { Answer } from '../../nova/use-answer.ts';
import { useAnswer } from '../../nova/use-answer.ts';

/** What is pinned here; asked for again when the conversation tells of a pin, or of a pinned message that went. */
export function usePins(): Answer<PinsAnswer['pins']> & Pick<PinsAnswer, 'isFromDevice'> {
  const nova = useNova();
  const conversation = useConversation();
  const version = useConversationPart(pinsVersion);
  const ask = useCallback(
    async () => ({ ...(await findPins(nova, conversation)), version }),
    [nova, conversation, version],
  );
  const { value, ...answer } = useAnswer(ask);
  return { ...answer, value: value?.pins ?? null, isFromDevice: value?.isFromDevice ?? false };
}
