'use client';

import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { PlainSettingsKey } from '../../i18n/settings-texts.ts';
import { settingsTexts } from '../../i18n/settings-texts.ts';
import { useSettings } from '../../settings/use-settings.ts';
import { Dialog, DialogBody } from '../../ui/dialog.tsx';
import { formats } from '../composer/formats.ts';
import { keyName } from './key-name.ts';

interface KeyGroup {
  readonly title: PlainSettingsKey;
  readonly keys: readonly (readonly [key: string, what: PlainSettingsKey])[];
}

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
] as const satisfies readonly KeyGroup[];

/** The person may have the two of them swapped. */
const swapped: Readonly<Record<string, string>> = { 'help.send': 'shift+enter', 'help.newLine': 'enter' };

/** Every key there is. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const say = settingsTexts.in(speech);
  const { enterSends } = useSettings();
  // In this order the columns are of nearly one height.
  const [everywhere, ...others] = groups;
  const groupOf = ({ title, keys }: KeyGroup): ReactNode => (
    <Group key={title} title={say(title)}>
      {keys.map(([key, what]) => (
        <KeyRow key={key} combination={(!enterSends && swapped[what]) || key} what={say(what)} />
      ))}
    </Group>
  );
  return (
    <Dialog title={t('help.title')} closeLabel={t('dialog.close')} onClose={onClose} width="lg">
      <DialogBody className="gap-x-10 pb-5 md:columns-2" isText>
        {groupOf(everywhere)}
        <Group title={t('format.title')}>
          {formats.map(({ name, label, key, withShift }) => (
            <KeyRow key={name} combination={`mod+${withShift ? 'shift+' : ''}${key}`} what={t(label)} />
          ))}
        </Group>
        {others.map(groupOf)}
      </DialogBody>
    </Dialog>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-3 break-inside-avoid last:mb-0">
      <h3 className="mb-1 text-sm font-semibold text-quiet">{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function KeyRow({ combination, what }: { combination: string; what: string }) {
  return (
    <div className="flex items-center justify-between gap-4 border-b py-[3px] text-sm last:border-b-0">
      <dt>{what}</dt>
      <dd>
        <kbd className="rounded-sm border border-edge bg-surface px-1.5 py-0.5 font-sans text-xs" dir="ltr">
          {combination === '?' || combination === '+' ? combination : keyName(combination)}
        </kbd>
      </dd>
    </div>
  );
}
