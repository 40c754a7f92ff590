'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { settingsTexts } from '../../i18n/settings-texts.ts';
import { languageNames, languages } from '../../i18n/languages.ts';
import { changeSettings } from '../../settings/settings.ts';
import { useSettings } from '../../settings/use-settings.ts';
import { Choice } from '../../ui/choice.tsx';
import { Switch } from '../../ui/switch.tsx';

/** How the app looks and behaves on this device; everything takes effect at once. */
export function AppearanceSettings() {
  const say = settingsTexts.in(useSpeech());
  const settings = useSettings();
  return (
    <div className="flex flex-col gap-6">
      <Choice
        label={say('settings.theme')}
        value={settings.theme}
        onChange={(theme) => changeSettings({ theme })}
        options={[
          { value: 'system', label: say('settings.system') },
          { value: 'light', label: say('settings.light') },
          { value: 'dark', label: say('settings.dark') },
        ]}
      />
      <Choice
        label={say('settings.contrast')}
        value={settings.contrast}
        onChange={(contrast) => changeSettings({ contrast })}
        options={[
          { value: 'system', label: say('settings.system') },
          { value: 'more', label: say('settings.moreContrast') },
        ]}
      />
      <Choice
        label={say('settings.language')}
        value={settings.language}
        onChange={(language) => changeSettings({ language })}
        options={[
          { value: 'system', label: say('settings.system') },
          ...languages.map((language) => ({ value: language, label: languageNames[language] })),
        ]}
      />
      <Choice
        label={say('settings.density')}
        value={settings.density}
        onChange={(density) => changeSettings({ density })}
        options={[
          { value: 'comfortable', label: say('settings.comfortable') },
          { value: 'compact', label: say('settings.compact') },
        ]}
      />
      <Switch
        label={say('settings.unreadFirst')}
        hint={say('settings.unreadFirstHint')}
        isOn={settings.unreadFirst}
        onChange={(unreadFirst) => changeSettings({ unreadFirst })}
      />
      <Switch
        label={say('settings.enterSends')}
        hint={say('settings.enterSendsHint')}
        isOn={settings.enterSends}
        onChange={(enterSends) => changeSettings({ enterSends })}
      />
      <Switch
        label={say('settings.linkPreviews')}
        hint={say('settings.linkPreviewsHint')}
        isOn={settings.linkPreviews}
        onChange={(linkPreviews) => changeSettings({ linkPreviews })}
      />
    </div>
  );
}
