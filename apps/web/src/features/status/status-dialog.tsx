'use client';

import { limits } from '@nova/contract';
import { useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { statusTexts } from '../../i18n/status-texts.ts';
import { useMe } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { inputLook } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Switch } from '../../ui/switch.tsx';
import { fieldOf, momentOf } from '../saved/remind-times.ts';
import { EmojiField } from './emoji-field.tsx';
import type { StatusEnd } from './status-end.ts';
import { statusUntil } from './status-end.ts';
import { StatusEndField } from './status-end-field.tsx';
import { statusPresets } from './status-presets.ts';

/** Asks what one is about and until when; what is often meant is one click away. */
export function StatusDialog({ onClose }: { onClose: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const say = statusTexts.in(speech);
  const { people } = useNova();
  const known = useMe()?.status ?? null;
  const [nowMs] = useState(() => Date.now());
  const [emoji, setEmoji] = useState(known?.emoji ?? null);
  const [text, setText] = useState(known?.text ?? '');
  const [end, setEnd] = useState<StatusEnd>(known === null ? 'today' : known.until === null ? 'never' : 'own');
  const [own, setOwn] = useState(() => fieldOf(new Date(known?.until ?? nowMs + 3 * 3_600_000)));
  const [isPast, setIsPast] = useState(false);
  const [isPause, setIsPause] = useState(false);
  const { run, isBusy, problem } = useCommand();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const isNothing = emoji === null && text.trim() === '';
  const set = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isNothing || isBusy) return;
    const until = statusUntil(end, Date.now(), momentOf(own));
    const isLate = end === 'own' && (until === null || until.getTime() <= Date.now());
    setIsPast(isLate);
    const status = { emoji, text: text.trim(), until: until?.toISOString() ?? null };
    if (!isLate && (await run(() => people.setStatus(status, { pause: isPause })))) onClose();
  };
  const clear = async (): Promise<void> => {
    if (await run(() => people.setStatus(null))) onClose();
  };
  return (
    <Dialog
      title={say('status.title')}
      description={say('status.why')}
      closeLabel={t('dialog.close')}
      onClose={onClose}
    >
      <form noValidate className="flex min-h-0 flex-col" onSubmit={(event) => void set(event)}>
        <DialogBody className="flex flex-col gap-4">
          <div>
            <label htmlFor={id} className="mb-1 block text-sm font-medium">
              {say('status.text')}
            </label>
            <div className="flex gap-2">
              <EmojiField emoji={emoji} onChange={setEmoji} returnTo={() => field.current} />
              <input
                id={id}
                ref={field}
                className={inputLook}
                value={text}
                onChange={(event) => setText(event.target.value)}
                maxLength={limits.statusMaxChars}
                autoFocus
                autoComplete="off"
                dir="auto"
              />
            </div>
          </div>
          {isNothing && (
            <ul aria-label={say('status.usual')} className="flex flex-col gap-1">
              {statusPresets.map((preset) => (
                <li key={preset.name}>
                  <Button
                    className="w-full"
                    onClick={() => {
                      setEmoji(preset.emoji);
                      setText(say(`status.${preset.name}`));
                      setEnd(preset.end);
                      field.current?.focus();
                    }}
                  >
                    <span className="flex w-full items-center justify-between gap-3">
                      <span>
                        <span aria-hidden="true">{preset.emoji} </span>
                        {say(`status.${preset.name}`)}
                      </span>
                      <span className="font-normal text-quiet">{say(`status.${preset.end}`)}</span>
                    </span>
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <StatusEndField
            end={end}
            own={own}
            earliest={fieldOf(new Date(nowMs))}
            isPast={isPast}
            onChange={(next) => {
              setEnd(next.end);
              setOwn(next.own);
              setIsPast(false);
            }}
          />
          {end !== 'never' && (
            <Switch label={say('status.pause')} hint={say('status.pauseHint')} isOn={isPause} onChange={setIsPause} />
          )}
          <Problem text={problem} />
        </DialogBody>
        <DialogActions>
          {known !== null && (
            <Button look="quietDanger" isOff={isBusy} onClick={() => void clear()}>
              {say('status.clear')}
            </Button>
          )}
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isOff={isNothing || isBusy}>
            {say('status.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
