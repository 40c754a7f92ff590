'use client';

import type { Excerpt } from '@nova/contract';
import { useState } from 'react';
import { fieldTexts } from '../../i18n/field-texts.ts';
import { keptTexts } from '../../i18n/kept-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { momentText } from '../../i18n/times.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { useWatch } from '../../nova/use-watch.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { fieldOf, momentOf, remindTimes } from './remind-times.ts';

const MomentField = lazily(async () => (await import('../../ui/moment-field.tsx')).MomentField, fieldTexts);

export interface RemindDialogProps {
  readonly conversationId: string;
  readonly messageId: string;
  /** As it is on the screen, if it is. */
  readonly message: Excerpt | null;
  readonly onClose: () => void;
}

/** Asks when one wants to be reminded of a message; it is saved by that. */
export function RemindDialog({ conversationId, messageId, message, onClose }: RemindDialogProps) {
  const speech = useSpeech();
  const { t, locale } = speech;
  const say = keptTexts.in(speech);
  const { saved } = useNova();
  const toasts = useToasts();
  const { run, isBusy, problem } = useCommand();
  const [nowMs] = useState(() => Date.now());
  const known = useWatch(saved, () => saved.get(messageId)?.remindAt ?? null);
  const [own, setOwn] = useState(() => fieldOf(known === null ? new Date(nowMs + 3 * 3_600_000) : new Date(known)));
  const [isPast, setIsPast] = useState(false);
  const remind = (at: Date | null): Promise<boolean> =>
    run(async () => {
      const remindAt = at?.toISOString() ?? null;
      await saved.save({ conversationId, messageId, message }, { done: false, remindAt });
      onClose();
      if (remindAt !== null)
        toasts.show({ text: say('remind.set.told', { time: momentText(locale, remindAt, Date.now()) }) });
    });
  const remindThen = (): void => {
    const at = momentOf(own);
    const isLate = at === null || at.getTime() <= Date.now();
    setIsPast(isLate);
    if (!isLate) void remind(at);
  };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Dialog
      title={say('remind.title')}
      description={say('remind.why', { zone })}
      closeLabel={t('dialog.close')}
      onClose={onClose}
    >
      <DialogBody>
        <ul className="flex flex-col gap-1">
          {remindTimes(nowMs).map(({ preset, at }) => (
            <li key={preset}>
              <Button className="w-full" isOff={isBusy} onClick={() => void remind(at)}>
                <span className="flex w-full items-center justify-between gap-3">
                  <span>{say(`remind.${preset}`)}</span>
                  <span className="font-normal text-quiet">{momentText(locale, at.toISOString(), nowMs)}</span>
                </span>
              </Button>
            </li>
          ))}
        </ul>
        <form
          className="mt-4 flex flex-col gap-2"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            remindThen();
          }}
        >
          <MomentField
            fallback={<div className="h-23" />}
            label={say('remind.own')}
            value={own}
            min={fieldOf(new Date(nowMs))}
            problem={isPast ? say('remind.past') : null}
            onChange={(next) => {
              setOwn(next);
              setIsPast(false);
            }}
          />
          <Button type="submit" look="primary" className="self-start" isOff={isBusy}>
            {say('remind.set')}
          </Button>
        </form>
        <Problem text={problem} />
      </DialogBody>
      <DialogActions>
        {known !== null && (
          <Button look="quietDanger" isOff={isBusy} onClick={() => void remind(null)}>
            {say('remind.none')}
          </Button>
        )}
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
      </DialogActions>
    </Dialog>
  );
}
