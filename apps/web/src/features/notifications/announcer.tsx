'use client';

import type { NotificationNews, NotifySettingsOutput } from '@nova/contract';
import { useEffect, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { pushedSpeech } from '../../i18n/pushed-texts.ts';
import { notifyTexts } from '../../i18n/notify-texts.ts';
import { placeOf } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { useSession } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { lineText } from '../message/plain-text.ts';
import { permissionNow, subscriptionWith, workerOf } from './device.ts';
import { onDeviceChange } from './device-changes.ts';
import { closeShown, pathOf, showNews, titleOf } from './show-news.ts';
import { markTold } from './told-marks.ts';
import { useActivity } from './use-activity.ts';
import { useKeptReplies } from './use-kept-replies.ts';

const forMs = 8_000;

/**
 * Tells what the server decided that the person is to be told, while the app is open: in passing where they look, by the
 * browser where they do not and no push does. Shows nothing itself.
 */
export function Announcer() {
  const speech = useSpeech();
  const { userId } = useSession();
  const toasts = useToasts();
  const { news, trpc } = useNova();
  const [settings, setSettings] = useState<NotifySettingsOutput | null>(null);
  useKeptReplies(userId);
  useActivity(settings?.hasPush === true);

  useEffect(() => {
    let isStale = false;
    const ask = (): void => {
      // Whoever is offline or too slow is told by the next opening.
      trpc.notification.settings.query().then(
        (found) => !isStale && setSettings(found),
        () => null,
      );
    };
    ask();
    const leave = onDeviceChange(ask);
    return () => {
      isStale = true;
      leave();
    };
  }, [trpc]);

  const mode = settings?.thisDevice ?? 'off';
  const pushKey = settings?.pushKey ?? null;
  const { language } = speech;
  useEffect(() => {
    if (mode !== 'push' || pushKey === null || permissionNow() !== 'granted') return;
    // Push services give out another address when they like: the server is told the one that holds.
    void subscriptionWith(pushKey)
      .then((subscription) => subscription && trpc.notification.setDevice.mutate({ on: true, language, subscription }))
      .catch(() => null);
  }, [mode, pushKey, language, trpc]);

  useEffect(() => {
    if (mode === 'off' || userId === null) return;
    const say = pushedSpeech(speech.language);
    const open = notifyTexts.in(speech);
    let isFirst = true;
    const tell = async (one: NotificationNews, isOld: boolean): Promise<void> => {
      const isLooking = document.visibilityState === 'visible';
      if (!isLooking && !isOld && mode === 'push') return;
      const before = await markTold(one.conversationId, one.seq);
      if (before === null || isOld) return;
      if (!isLooking) {
        const worker = permissionNow() === 'granted' ? await workerOf() : null;
        return worker ? showNews(worker, { ...one, userId }, { say, isUpdate: false }) : undefined;
      }
      // Whoever looks sees that there is something unread: they are spoken to only of what is meant for them.
      if ((one.meantSeq ?? 0) <= before) return;
      const place = placeOf(location);
      if (place.name === 'conversation' && place.id === one.conversationId) return;
      const words = lineText(one.body, (name) => say('forwardOf', { name })) || (one.fileName ?? '');
      const [pathname = '/', search = ''] = pathOf(one).split('?');
      toasts.show({
        text: `${titleOf(one, say)}: ${words}`,
        forMs,
        action: { label: open('show'), run: () => go(placeOf({ pathname, search })) },
      });
    };
    const look = (): void => {
      const { all } = news;
      if (all === null) return;
      // What waited when the app opened is told by what the app shows.
      for (const one of all) void tell(one, isFirst).catch(() => null);
      isFirst = false;
      void closeOver(all);
    };
    look();
    return news.subscribe(look);
  }, [mode, userId, news, toasts, speech]);
  return null;
}

/** What was told and is over – read here or elsewhere, deleted – is taken away. */
async function closeOver(all: readonly NotificationNews[]): Promise<void> {
  const worker = await workerOf();
  if (worker) await closeShown(worker, new Set(all.map(({ conversationId }) => conversationId)));
}
