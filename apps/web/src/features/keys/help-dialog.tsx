'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import type { PlainSettingsKey } from '../../i18n/settings-texts.ts';
import { settingsTexts } from '../../i18n/settings-texts.ts';
import { Dialog, DialogBody } from '../../ui/dialog.tsx';
import { keyName } from './key-name.ts';

const groups = [
  {
    title: 'help.everywhere',
    keys: [
      ['mod+k', 'help.switcher'],
      ['alt+up', 'help.previous'],
      ['alt+down', 'help.next'],
      ['alt+shift+up', 'help.previousUnread'],
      ['alt+shift+down', 'help.nextUnread'],
      ['mod+f', 'help.search'],
      ['esc', 'help.escape'],
      ['shift+esc', 'help.allRead'],
      ['?', 'help.help'],
    ],
  },
  {
    title: 'help.writing',
    keys: [
      ['enter', 'help.send'],
      ['shift+enter', 'help.newLine'],
      ['up', 'help.editLast'],
    ],
  },
  {
    title: 'help.onMessage',
    keys: [
      ['r', 'help.reply'],
      ['t', 'help.thread'],
      ['e', 'help.edit'],
      ['+', 'help.react'],
      ['c', 'help.copy'],
      ['f', 'help.forward'],
      ['p', 'help.pin'],
      ['s', 'help.save'],
      ['u', 'help.unread'],
      ['del', 'help.delete'],
      ['enter', 'help.more'],
    ],
  },
] as const satisfies readonly {
  title: PlainSettingsKey;
  keys: readonly (readonly [string, PlainSettingsKey])[];
}[];

/** Every key there is. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const say = settingsTexts.in(speech);
  return (
    <Dialog title={t('help.title')} closeLabel={t('dialog.close')} onClose={onClose} width="lg">
      <DialogBody className="gap-x-10 pb-5 md:columns-2" isText>
        {groups.map(({ title, keys }) => (
          <section key={title} className="mb-4 break-inside-avoid last:mb-0">
            <h3 className="mb-1 text-sm font-semibold text-quiet">{say(title)}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div
                  key={key}
                  className="flex items-center justify-between gap-4 border-b py-1.5 text-sm last:border-b-0"
                >
                  <dt>{say(what)}</dt>
                  <dd>
                    <kbd className="rounded-sm border border-edge bg-surface px-1.5 py-0.5 font-sans text-xs" dir="ltr">
                      {key === '?' || key === '+' ? key : keyName(key)}
                    </kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </DialogBody>
    </Dialog>
  );
}
