'use client';

import type { ConversationSummary, NotifyLevel } from '@nova/contract';
import { Star, StarOff } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { problemText } from '../../problem.ts';
import type { Action } from '../../ui/action.ts';
import { useToasts } from '../../ui/toast-region.tsx';

const all: readonly NotifyLevel[] = ['all', 'mentions', 'nothing'];

/** What a person sets about a conversation for themselves: on all their devices, told to nobody else. */
export function useConversationActions({ id, notify, favourite = false }: ConversationSummary): {
  readonly favour: Action;
  readonly levels: readonly Action[];
} {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const toasts = useToasts();
  const told = (doing: Promise<unknown>): void => {
    doing.catch((error: unknown) => toasts.show({ kind: 'problem', text: problemText(t, error) }));
  };
  return {
    favour: {
      key: 'favour',
      label: t(favourite ? 'conversation.unfavour' : 'conversation.favour'),
      icon: favourite ? StarOff : Star,
      onSelect: () => told(trpc.conversation.favour.mutate({ conversationId: id, on: !favourite })),
    },
    levels: all.map((level) => ({
      key: level,
      label: t(`notify.${level}`),
      isChecked: notify === level,
      onSelect: () => told(trpc.conversation.mute.mutate({ conversationId: id, notify: level })),
    })),
  };
}
