'use client';

import { useEffect } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Place } from '../../navigation/place.ts';
import { useInbox, useSummary } from '../../nova/hooks.ts';
import { nameOf } from '../conversations/name-of.ts';
import { countText, totalUnread } from '../conversations/unread.ts';

/** What waits to be read and where one is, in the window's title; the former in its icon too. Shows nothing itself. */
export function WindowTitle({ place }: { place: Place }) {
  const { t, locale } = useSpeech();
  const { conversations } = useInbox();
  const summary = useSummary(place.name === 'conversation' ? place.id : '');
  const name =
    place.name === 'settings'
      ? t('settings.title')
      : place.name === 'nowhere'
        ? t('nowhere.title')
        : summary && nameOf(t, summary);
  const total = totalUnread(conversations);
  const count = total > 0 ? `(${countText(locale, total)}) ` : '';
  const title = `${count}${name ? `${name} · ` : ''}${t('app.name')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  const hasUnread = total > 0;
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"][type="image/svg+xml"]');
    const href = hasUnread ? '/icons/icon-unread.svg' : '/icons/icon.svg';
    // The one that is there would be fetched anew.
    if (icon && icon.getAttribute('href') !== href) icon.href = href;
  }, [hasUnread]);
  return null;
}
