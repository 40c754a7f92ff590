'use client';

import type { PlainKey } from '../../i18n/catalogue.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { SettingsSection } from '../../navigation/place.ts';
import { settingsSections } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { classes } from '../../ui/classes.ts';
import { useEffect } from 'react';
import { BackLink } from '../frame/back-link.tsx';
import { findFocus, focusHome } from '../keys/focus-home.ts';
import { DataSettings } from '../moving/data-settings.tsx';
import { NotificationSettings } from '../notifications/notification-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { ProfileSettings } from './profile-settings.tsx';
import { SessionSettings } from './session-settings.tsx';

const titles: Record<SettingsSection, PlainKey> = {
  profile: 'settings.profile',
  notifications: 'settings.notifications',
  sessions: 'settings.sessions',
  appearance: 'settings.appearance',
  data: 'settings.data',
};

/** What concerns oneself: profile, sessions, how the app looks and behaves on this device. */
export function SettingsPane({ section }: { section: SettingsSection }) {
  const { t } = useSpeech();
  useEffect(findFocus, []);
  return (
    <main className="flex min-w-0 flex-1 flex-col bg-canvas">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b px-2 md:px-6">
        <BackLink />
        <h1 className="font-semibold outline-offset-4" tabIndex={-1} {...focusHome}>
          {t('settings.title')}
        </h1>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-xl px-4 py-5 md:px-6">
          <nav aria-label={t('settings.title')} className="mb-6 flex flex-wrap gap-1 border-b">
            {settingsSections.map((name) => (
              <PlaceLink
                key={name}
                to={{ name: 'settings', section: name }}
                aria-current={name === section ? 'page' : undefined}
                className={classes(
                  '-mb-px flex min-h-10 items-center rounded-t-md border-b-2 px-3 text-sm font-medium',
                  name === section ? 'border-accent text-text' : 'border-transparent text-quiet hover:text-text',
                )}
              >
                {t(titles[name])}
              </PlaceLink>
            ))}
          </nav>
          <Section section={section} />
        </div>
      </div>
    </main>
  );
}

function Section({ section }: { section: SettingsSection }) {
  switch (section) {
    case 'profile':
      return <ProfileSettings />;
    case 'notifications':
      return <NotificationSettings />;
    case 'sessions':
      return <SessionSettings />;
    case 'appearance':
      return <AppearanceSettings />;
    case 'data':
      return <DataSettings />;
    default:
      return section satisfies never;
  }
}
