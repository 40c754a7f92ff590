'use client';

import { limits } from '@nova/contract';
import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { fieldTexts } from '../../i18n/field-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { inputLook } from '../../ui/field.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { Problem } from '../../ui/problem.tsx';
import { fieldOf, laterTimes, momentOf } from './later-times.ts';

const MomentField = lazily(async () => (await import('../../ui/moment-field.tsx')).MomentField, fieldTexts);

export interface ScheduleDialogProps {
  readonly title: string;
  readonly doLabel: string;
  readonly closeLabel: string;
  /** What is to be changed; absent for what is new, whose text stands elsewhere. */
  readonly was?: { readonly body: string; readonly at: Date; readonly hasFiles: boolean };
  readonly onClose: () => void;
  /** Rejects with what the person is told; the window stays open then. */
  readonly onDone: (wish: { readonly body: string; readonly at: Date }) => Promise<void>;
}

/** A day and a time of one's own zone, and for what waits already its text. */
export function ScheduleDialog({ title, doLabel, closeLabel, was, onClose, onDone }: ScheduleDialogProps) {
  const speech = useSpeech();
  const { t } = speech;
  const say = draftTexts.in(speech);
  const textId = useId();
  const [now] = useState(() => new Date());
  const [body, setBody] = useState(was?.body ?? '');
  const [field, setField] = useState(() => fieldOf(was?.at ?? laterTimes(now)[1]?.at ?? now));
  const { run, isBusy, problem } = useCommand();
  const at = momentOf(field);
  const aheadMs = at ? at.getTime() - now.getTime() : 0;
  const isPast = at !== null && aheadMs < 0 && field !== (was && fieldOf(was.at));
  const isFar = aheadMs > limits.scheduleAheadMs;
  const mayBeEmpty = was === undefined || (was.hasFiles && was.body.trim() === '');
  const isText = (mayBeEmpty || body.trim() !== '') && body.length <= limits.bodyMaxChars;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // The window may stand inside the form of a composer.
    event.stopPropagation();
    if (at && !isPast && !isFar && isText && (await run(() => onDone({ body, at })))) onClose();
  };
  return (
    <Dialog title={title} closeLabel={closeLabel} onClose={onClose}>
      <form className="flex min-h-0 flex-col" onSubmit={(event) => void save(event)}>
        <DialogBody className="flex flex-col gap-3">
          {was && (
            <div className="flex flex-col gap-1">
              <label htmlFor={textId} className="text-sm font-medium">
                {say('text')}
              </label>
              <textarea
                id={textId}
                dir="auto"
                rows={5}
                className={inputLook}
                value={body}
                onChange={(event) => setBody(event.target.value)}
                aria-invalid={!isText}
              />
            </div>
          )}
          <MomentField
            fallback={<div className="h-23" />}
            label={say('when')}
            hint={say('zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
            value={field}
            min={fieldOf(now)}
            max={fieldOf(new Date(now.getTime() + limits.scheduleAheadMs))}
            onChange={setField}
            problem={isPast ? say('past') : isFar ? say('far') : null}
          />
          <Problem text={problem} />
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isOff={!at || isPast || isFar || !isText || isBusy}>
            {doLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
