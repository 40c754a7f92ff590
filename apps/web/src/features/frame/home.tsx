'use client';

import { useEffect } from 'react';
import { Hash, MessageSquarePlus, UsersRound } from '../../ui/icons.tsx';
import type { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useInbox, useMe } from '../../nova/hooks.ts';
import { Logo } from '../../ui/logo.tsx';
import { findFocus, focusHome } from '../keys/focus-home.ts';
import { keyName } from '../keys/key-name.ts';
import { useOverlays } from '../overlays/use-overlays.ts';

/** Where no conversation is open. */
export function Home() {
  return (
    <main className="flex min-w-0 flex-1 flex-col bg-canvas">
      <Beginnings />
    </main>
  );
}

/** What to begin with. */
export function Beginnings() {
  const { t } = useSpeech();
  const overlays = useOverlays();
  const { conversations, status } = useInbox();
  const me = useMe();
  useEffect(findFocus, []);
  const isNew = conversations.length === 0 && status !== 'loading';
  return (
    <div className="grid min-h-0 flex-1 place-items-center overflow-y-auto bg-canvas p-6">
      <div className="w-full max-w-md">
        <Logo className="mb-4 size-10" />
        <h1
          className="w-fit max-w-full rounded-sm text-xl font-semibold break-words outline-offset-4"
          tabIndex={-1}
          {...focusHome}
        >
          {!isNew ? t('home.choose') : me ? t('home.welcome', { name: me.name }) : t('home.welcomeYou')}
        </h1>
        <p className="mt-1 text-quiet">
          {isNew ? t('home.welcomeWhy') : t('home.chooseWhy', { keys: keyName('mod+k') })}
        </p>
        <div className="mt-5 flex flex-col gap-2">
          <Step
            icon={MessageSquarePlus}
            title={t('newMessage.title')}
            text={t('home.message')}
            onClick={() => overlays.open({ name: 'newMessage' })}
          />
          <Step
            icon={Hash}
            title={t('browse.title')}
            text={t('home.browse')}
            onClick={() => overlays.open({ name: 'browse' })}
          />
          <Step
            icon={UsersRound}
            title={t('newGroup.title')}
            text={t('home.group')}
            onClick={() => overlays.open({ name: 'newConversation', kind: 'group' })}
          />
        </div>
      </div>
    </div>
  );
}

function Step(of: { icon: Icon; title: string; text: string; onClick: () => void }) {
  const { icon: Icon, title, text, onClick } = of;
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex w-full items-center gap-4 rounded-lg border p-4 text-start transition hover:border-edge hover:bg-surface"
    >
      <Icon aria-hidden="true" className="size-5 shrink-0 text-link" />
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-quiet">{text}</span>
      </span>
    </button>
  );
}
