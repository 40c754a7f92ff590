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

/** For who has forgotten their password: has the way to a new one mailed. Whether there is such an account is not told. */
export function ForgotScreen() {
  const speech = useSpeech();
  const { t } = speech;
  const say = mailTexts.in(speech);
  const nova = useNova();
  const [email, setEmail] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const { run, isBusy, problem } = useCommand();
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await run(() => nova.forgotPassword(email.trim()))) setIsAsked(true);
  };
  return (
    <EntryOutline
      title={say('forgot.title')}
      below={
        <PlaceLink to={{ name: 'signIn' }} className="rounded-sm font-medium text-link underline underline-offset-2">
          {t('account.signIn')}
        </PlaceLink>
      }
    >
      {isAsked ? (
        <p role="status">{say('forgot.asked', { email: email.trim() })}</p>
      ) : (
        <form onSubmit={(event) => void ask(event)} className="flex flex-col gap-3">
          <p className="text-sm text-quiet">{say('forgot.why')}</p>
          <Field
            label={t('account.email')}
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            required
            autoFocus
          />
          <Problem text={problem} />
          <Button look="primary" type="submit" isOff={isBusy} className="min-h-10">
            {say('forgot.do')}
          </Button>
        </form>
      )}
    </EntryOutline>
  );
}
