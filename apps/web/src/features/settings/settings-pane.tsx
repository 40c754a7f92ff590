'use client';

import type { PlainKey } from '../../i18n/catalogue.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { SettingsSection } from '../../navigation/place.ts';
import { settingsSections } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { classes } from '../../ui/classes.ts';
import { PaneHead } from '../frame/pane-head.tsx';
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
  return (
    <main className="flex min-w-0 flex-1 flex-col bg-canvas">
      <PaneHead title={t('settings.title')} />
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-xl px-4 py-5 md:px-6">
          <nav
            aria-label={t('settings.title')}
            className="-mx-4 mb-6 flex gap-1 overflow-x-auto px-1 [scrollbar-width:none] md:-mx-3 md:flex-wrap md:px-0"
          >
            {settingsSections.map((name) => (
              <PlaceLink
                key={name}
                to={{ name: 'settings', section: name }}
                ref={name === section ? showWhole : undefined}
                aria-current={name === section ? 'page' : undefined}
                className={classes(
                  'flex min-h-8 shrink-0 items-center rounded-md px-3 text-sm font-medium -outline-offset-2 pointer-coarse:min-h-11',
                  name === section ? 'bg-selected text-text' : 'text-quiet hover:bg-hover hover:text-text',
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

/** On a phone there are more than fit side by side. */
function showWhole(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'center' });
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
