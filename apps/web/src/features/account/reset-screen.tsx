'use client';

import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { mailTexts } from '../../i18n/mail-texts.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { EntryLink } from './entry-link.tsx';
import { EntryOutline } from './entry-outline.tsx';
import { MailStep } from './mail-step.tsx';
import { isTooShort, NewPasswordField } from './new-password-field.tsx';

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
  const reset = async (): Promise<void> => {
    setIsShort(isTooShort(next));
    if (!isTooShort(next) && (await run(() => nova.resetPassword({ token, next })))) setIsDone(true);
  };
  return (
    <EntryOutline
      title={say('reset.title')}
      below={
        <EntryLink to={{ name: isDone ? 'signIn' : 'forgot' }}>
          {isDone ? t('account.signIn') : say('reset.again')}
        </EntryLink>
      }
    >
      <MailStep
        done={isDone ? say('reset.done') : null}
        label={say('reset.do')}
        isBusy={isBusy}
        problem={problem}
        onSubmit={reset}
      >
        <NewPasswordField
          label={say('reset.new')}
          isShort={isShort}
          value={next}
          onChange={(event) => setNext(event.target.value)}
          autoFocus
        />
      </MailStep>
    </EntryOutline>
  );
}
