'use client';

import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { isTooShort, NewPasswordField } from './new-password-field.tsx';

export interface EntryFormProps {
  readonly isNew: boolean;
  /** Whose session it was. */
  readonly email?: string;
  readonly onEntered?: () => void;
}

/** Who one is: signs in, or (`isNew`) makes an account. The fields are named so that password managers know them. */
export function EntryForm({ isNew, email, onEntered }: EntryFormProps) {
  const { t, language } = useSpeech();
  const nova = useNova();
  const { run, isBusy, problem } = useCommand();
  const [isShort, setIsShort] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const enter = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = said.get(name);
      return typeof value === 'string' ? value : '';
    };
    const person = { email: text('email').trim(), password: text('password') };
    const isRefused = isNew && isTooShort(person.password);
    setIsShort(isRefused);
    if (isRefused) return;
    const done = await run(() => (isNew ? nova.signUp({ ...person, name: text('name').trim() }) : nova.signIn(person)));
    if (!done) return;
    // Mails speak as the app does, and their times are those here. Nobody waits for it.
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    nova.trpc.mail.set.mutate({ language, timeZone }).catch(() => null);
    onEntered?.();
  };

  return (
    <form ref={form} onSubmit={(event) => void enter(event)} className="flex flex-col gap-3">
      {isNew && (
        <Field
          label={t('account.name')}
          name="name"
          autoComplete="name"
          required
          maxLength={80}
          autoFocus
          hint={t('account.nameHint')}
        />
      )}
      <Field
        label={t('account.email')}
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus={!isNew && email === undefined}
        defaultValue={email}
      />
      {isNew ? (
        <NewPasswordField label={t('account.password')} name="password" isShort={isShort} />
      ) : (
        <Field
          label={t('account.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus={email !== undefined}
        />
      )}
      {problem !== null && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {problem}
        </p>
      )}
      <Button look="primary" type="submit" isOff={isBusy} className="mt-1 min-h-10">
        {isNew ? t('account.signUp') : t('account.signIn')}
      </Button>
    </form>
  );
}
