'use client';

import type { ChannelListing } from '@nova/contract';
import { Hash, Search } from '../../ui/icons.tsx';
import { useCallback, useDeferredValue, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { conversationPlace } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useAnswer } from '../../nova/use-answer.ts';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { inputLook } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { useOverlays } from '../overlays/use-overlays.ts';

/** Every channel there is, to look into and to join. */
export function BrowseChannelsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const overlays = useOverlays();
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const ask = useCallback(() => trpc.conversation.browse.query({ query }), [trpc, query]);
  const { value: channels, problem } = useAnswer(ask);
  return (
    <Dialog title={t('browse.title')} closeLabel={t('dialog.close')} onClose={onClose} width="md">
      <div className="relative mx-5 mt-1 mb-2">
        <Search aria-hidden="true" className="absolute start-3 top-1/2 size-4 -translate-y-1/2 text-quiet" />
        <input
          type="search"
          aria-label={t('browse.search')}
          placeholder={t('browse.search')}
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={`${inputLook} ps-9`}
          dir="auto"
        />
      </div>
      <DialogBody className="md:h-96">
        <Problem text={problem} />
        {channels === null && problem === null && <ChannelSkeletons />}
        <ul className="flex flex-col gap-1">
          {channels?.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} onClose={onClose} />
          ))}
        </ul>
        {channels?.length === 0 && <p className="py-8 text-center text-sm text-quiet">{t('browse.none')}</p>}
      </DialogBody>
      <DialogActions>
        <Button onClick={() => overlays.open({ name: 'newConversation', kind: 'channel' })}>
          {t('newChannel.title')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function ChannelRow({ channel, onClose }: { channel: ChannelListing; onClose: () => void }) {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const { run, isBusy, problem } = useCommand();
  const { id, topic, memberCount, joined } = channel;
  const name = nameOf(t, channel);
  const enter = (): Promise<boolean> =>
    run(async () => {
      if (!joined) await trpc.conversation.join.mutate({ conversationId: id });
      onClose();
      go(conversationPlace(id));
    });
  return (
    <li className="rounded-md px-2 py-2 hover:bg-hover">
      <div className="flex items-center gap-3">
        <span className="grid size-9 shrink-0 place-items-center rounded-md bg-hover text-quiet">
          <Hash aria-hidden="true" className="size-5" />
        </span>
        <div className="min-w-0 flex-1">
          <div className="w-fit max-w-full truncate font-medium" dir="auto">
            {name}
          </div>
          <div className="truncate text-sm text-quiet">
            {t('members.count', { count: memberCount })}
            {topic !== '' && ` · ${topic}`}
          </div>
        </div>
        <Button
          look={joined ? 'quiet' : 'outline'}
          isOff={isBusy}
          aria-label={joined ? t('browse.openNamed', { name }) : t('browse.joinNamed', { name })}
          onClick={() => void enter()}
        >
          {joined ? t('browse.open') : t('browse.join')}
        </Button>
      </div>
      <Problem text={problem} />
    </li>
  );
}

function ChannelSkeletons() {
  return (
    <div aria-hidden="true">
      {Array.from({ length: 6 }, (_, n) => (
        <div key={n} className="flex h-14 items-center gap-3 px-2">
          <Skeleton className="size-9" />
          <div className="flex-1">
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="mt-1.5 h-3 w-2/3" />
          </div>
        </div>
      ))}
    </div>
  );
}
