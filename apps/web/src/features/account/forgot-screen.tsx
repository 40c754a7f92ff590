'use client';

import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { mailTexts } from '../../i18n/mail-texts.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Field } from '../../ui/field.tsx';
import { EntryLink } from './entry-link.tsx';
import { EntryOutline } from './entry-outline.tsx';
import { MailStep } from './mail-step.tsx';

/** For who has forgotten their password: has the way to a new one mailed. Whether there is such an account is not told. */
export function ForgotScreen() {
  const speech = useSpeech();
  const { t } = speech;
  const say = mailTexts.in(speech);
  const nova = useNova();
  const [email, setEmail] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const { run, isBusy, problem } = useCommand();
  const ask = async (): Promise<void> => {
    if (await run(() => nova.forgotPassword(email.trim()))) setIsAsked(true);
  };
  return (
    <EntryOutline
      title={say('forgot.title')}
      below={<EntryLink to={{ name: 'signIn' }}>{t('account.signIn')}</EntryLink>}
    >
      <MailStep
        done={isAsked ? say('forgot.asked', { email: email.trim() }) : null}
        label={say('forgot.do')}
        isBusy={isBusy}
        problem={problem}
        onSubmit={ask}
      >
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
      </MailStep>
    </EntryOutline>
  );
}
