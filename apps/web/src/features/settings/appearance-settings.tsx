'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { languageNames, languages } from '../../i18n/languages.ts';
import { changeSettings } from '../../settings/settings.ts';
import { useSettings } from '../../settings/use-settings.ts';
import { Choice } from '../../ui/choice.tsx';
import { Switch } from '../../ui/switch.tsx';

/** How the app looks and behaves on this device; everything takes effect at once. */
export function AppearanceSettings() {
  const { t } = useSpeech();
  const settings = useSettings();
  return (
    <div className="flex flex-col gap-6">
      <Choice
        label={t('settings.theme')}
        value={settings.theme}
        onChange={(theme) => changeSettings({ theme })}
        options={[
          { value: 'system', label: t('settings.system') },
          { value: 'light', label: t('settings.light') },
          { value: 'dark', label: t('settings.dark') },
        ]}
      />
      <Choice
        label={t('settings.contrast')}
        value={settings.contrast}
        onChange={(contrast) => changeSettings({ contrast })}
        options={[
          { value: 'system', label: t('settings.system') },
          { value: 'more', label: t('settings.moreContrast') },
        ]}
      />
      <Choice
        label={t('settings.language')}
        value={settings.language}
        onChange={(language) => changeSettings({ language })}
        options={[
          { value: 'system', label: t('settings.system') },
          ...languages.map((language) => ({ value: language, label: languageNames[language] })),
        ]}
      />
      <Choice
        label={t('settings.density')}
        value={settings.density}
        onChange={(density) => changeSettings({ density })}
        options={[
          { value: 'comfortable', label: t('settings.comfortable') },
          { value: 'compact', label: t('settings.compact') },
        ]}
      />
      <Switch
        label={t('settings.unreadFirst')}
        hint={t('settings.unreadFirstHint')}
        isOn={settings.unreadFirst}
        onChange={(unreadFirst) => changeSettings({ unreadFirst })}
      />
      <Switch
        label={t('settings.enterSends')}
        hint={t('settings.enterSendsHint')}
        isOn={settings.enterSends}
        onChange={(enterSends) => changeSettings({ enterSends })}
      />
    </div>
  );
}
