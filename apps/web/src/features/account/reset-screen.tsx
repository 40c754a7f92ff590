'use client';

import { useState } from 'react';
import type { FormEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { mailTexts } from '../../i18n/mail-texts.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { EntryOutline } from './entry-outline.tsx';

const linkLook = 'rounded-sm font-medium text-link underline underline-offset-2';

/** Where a mail to who has forgotten their password leads: a new one, once. */
export function ResetScreen({ token }: { token: string }) {
  const speech = useSpeech();
  const { t } = speech;
  const say = mailTexts.in(speech);
  const nova = useNova();
  const [next, setNext] = useState('');
  const [isShort, setIsShort] = useState(false);
  const [isDone, setIsDone] = useState(false);
  const { run, isBusy, problem } = useCommand();
  const reset = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsShort(next.length < 8);
    if (next.length >= 8 && (await run(() => nova.resetPassword({ token, next })))) setIsDone(true);
  };
  return (
    <EntryOutline
      title={say('reset.title')}
      below={
        <PlaceLink to={{ name: isDone ? 'signIn' : 'forgot' }} className={linkLook}>
          {isDone ? t('account.signIn') : say('reset.again')}
        </PlaceLink>
      }
    >
      {isDone ? (
        <p role="status">{say('reset.done')}</p>
      ) : (
        <form onSubmit={(event) => void reset(event)} className="flex flex-col gap-3">
          <Field
            label={say('reset.new')}
            type="password"
            autoComplete="new-password"
            hint={t('account.passwordHint')}
            problem={isShort ? t('refusal.PASSWORD_TOO_SHORT') : null}
            value={next}
            onChange={(event) => setNext(event.target.value)}
            required
            autoFocus
          />
          <Problem text={problem} />
          <Button look="primary" type="submit" isOff={isBusy} className="min-h-10">
            {say('reset.do')}
          </Button>
        </form>
      )}
    </EntryOutline>
  );
}
