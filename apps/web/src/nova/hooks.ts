'use client';

import type { DetailView, Draft, InboxView, OutboxEntry, SessionView } from '@nova/client';
import type { ConversationSummary, Me, UserProfile } from '@nova/contract';
import { useEffect, useMemo } from 'react';
import { useNova } from './nova-provider.tsx';
import { useWatch } from './use-watch.ts';

/** Who is signed in. */
export function useSession(): SessionView {
  const { session } = useNova();
  return useWatch(session, () => session.view);
}

/** The signed-in person's id; `''` while nobody is. */
export function useSelf(): string {
  const { session } = useNova();
  return useWatch(session, () => session.view.userId ?? '');
}

/** Every conversation's summary, live; those in which something happened last come first. */
export function useInbox(): InboxView {
  const { inbox } = useNova();
  return useWatch(inbox, () => inbox.view);
}

/** One conversation's summary; `null` while it is not known, or one is no member. */
export function useSummary(conversationId: string): ConversationSummary | null {
  const { inbox } = useNova();
  return useWatch(inbox, () => inbox.conversations.find(({ id }) => id === conversationId) ?? null);
}

/** The person's queue over all conversations and tabs, oldest first. */
export function useOutbox(): readonly OutboxEntry[] {
  const { outbox } = useNova();
  return useWatch(outbox, () => outbox.entries);
}

/** Whether there is a way to the server. */
export function useOnline(): boolean {
  const { network } = useNova();
  const source = useMemo(() => ({ subscribe: (listener: () => void) => network.onChange(listener) }), [network]);
  return useWatch(source, () => network.online());
}

/** A person by id; `null` while unknown. */
export function useProfile(userId: string): UserProfile | null {
  const { people } = useNova();
  return useWatch(people, () => people.profile(userId));
}

/** The signed-in person, email included; `null` while unknown. */
export function useMe(): Me | null {
  const { people } = useNova();
  return useWatch(people, () => people.me);
}

/** Whether somebody is there. Watches them for as long as it is used. */
export function useIsOnline(userId: string | null): boolean {
  const { presence } = useNova();
  useEffect(
    () => (userId === null ? undefined : presence.want({ conversationIds: [], userIds: [userId] })),
    [presence, userId],
  );
  return useWatch(presence, () => userId !== null && presence.isOnline(userId));
}

/** The ids of those who type in a conversation, oneself left out. Watches it for as long as it is used. */
export function useTyping(conversationId: string): readonly string[] {
  const { presence } = useNova();
  useEffect(() => presence.want({ conversationIds: [conversationId], userIds: [] }), [presence, conversationId]);
  return useWatch(presence, () => presence.typing(conversationId));
}

/** What the person has begun to write in a conversation. */
export function useDraft(conversationId: string): Draft | null {
  const { drafts } = useNova();
  return useWatch(drafts, () => drafts.get(conversationId));
}

/** How many files wait there to go with what the person writes, once the device was read for them. */
export function useWaitingFiles(conversationId: string): number {
  const { trays } = useNova();
  const source = useMemo(() => ({ subscribe: (listener: () => void) => trays.watch(listener) }), [trays]);
  return useWatch(source, () => trays.all.get(conversationId)?.length ?? 0);
}

/** A conversation's members and settings; `refresh` asks again. */
export function useDetail(conversationId: string): DetailView & { readonly refresh: () => void } {
  const nova = useNova();
  const handle = useMemo(() => nova.details(conversationId), [nova, conversationId]);
  const view = useWatch(handle, () => handle.view);
  return useMemo(() => ({ ...view, refresh: () => handle.refresh() }), [view, handle]);
}
