'use client';

import { classify } from '@nova/client';
import type { NovaClient } from '@nova/client';
import { snippet } from '@nova/contract';
import type { SearchHit, SearchOutput } from '@nova/contract';
import { useCallback } from 'react';
import { useNova } from '../../nova/nova-provider.tsx';
import type { Answer } from '../../nova/use-answer.ts';
import { useAnswer } from '../../nova/use-answer.ts';

export interface Wanted {
  /** As typed: words, "phrases", -exclusions, prefix*, operators such as `from:ann`. */
  readonly text: string;
  /** Only in this conversation; `null`: everywhere. */
  readonly conversationId: string | null;
  readonly sort: 'relevance' | 'time';
}

export interface Found extends Pick<SearchOutput, 'corrected' | 'dropped'> {
  readonly hits: readonly Pick<
    SearchHit,
    'messageId' | 'conversationId' | 'seq' | 'senderId' | 'sentAt' | 'snippet' | 'threadRootId' | 'fileName'
  >[];
  /** These are the first of them; there are others. */
  readonly hasMore: boolean;
  /** Without a way to the server only what this device keeps was looked through. */
  readonly from: 'server' | 'device';
}

const shownMax = 50;

/** What is found, by the server, or on the device while there is no way to it. */
export function useFound({ text, conversationId, sort }: Wanted): Answer<Found> {
  const nova = useNova();
  const ask = useCallback(async (): Promise<Found> => {
    const wanted = { text, conversationId, sort };
    if (text === '') return { hits: [], corrected: [], dropped: [], hasMore: false, from: 'server' };
    if (!nova.network.online()) return onDevice(nova, wanted);
    try {
      const found = await nova.trpc.message.search.query({
        text,
        sort,
        limit: shownMax,
        ...(conversationId === null ? {} : { conversationId }),
      });
      return { ...found, hasMore: found.cursor !== null, from: 'server' };
    } catch (error) {
      if (classify(error).policy === 'retry') return onDevice(nova, wanted);
      throw error;
    }
  }, [nova, text, conversationId, sort]);
  return useAnswer(ask);
}

async function onDevice(nova: NovaClient, { text, conversationId }: Wanted): Promise<Found> {
  const matches = await nova.searchDevice({
    text,
    limit: shownMax,
    ...(conversationId === null ? {} : { conversationId }),
  });
  const needles = text.split(/\s+/).map((word) => ({ text: word, isPrefix: true }));
  const hits = matches.map(
    ({ message: { id: messageId, body, seq, senderId, sentAt, threadRootId }, conversationId: place }) => ({
      messageId,
      conversationId: place,
      seq,
      senderId,
      sentAt,
      threadRootId,
      snippet: snippet(body ?? '', needles),
    }),
  );
  return { hits, corrected: [], dropped: [], hasMore: matches.length >= shownMax, from: 'device' };
}
