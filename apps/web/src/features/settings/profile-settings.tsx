'use client';

import type { Me } from '@nova/contract';
import { limits } from '@nova/contract';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { settingsTexts } from '../../i18n/settings-texts.ts';
import { useMe } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { isTooShort, NewPasswordField } from '../account/new-password-field.tsx';
import { MailSettings } from './mail-settings.tsx';
import { StatusSettings } from '../status/status-settings.tsx';

/** What others see of one, and one's password. */
export function ProfileSettings() {
  const me = useMe();
  if (!me) return <Skeleton className="h-64 w-full" />;
  return (
    <div className="flex flex-col gap-10">
      <ProfileForm me={me} />
      <StatusSettings me={me} />
      <MailSettings />
      <PasswordForm email={me.email} />
    </div>
  );
}

function ProfileForm({ me }: { me: Me }) {
  const speech = useSpeech();
  const { t } = speech;
  const say = settingsTexts.in(speech);
  const { people } = useNova();
  const toasts = useToasts();
  /** What was typed; before that, and once it is saved, it is as it is everywhere. */
  const [typed, setTyped] = useState<{ name?: string; handle?: string }>({});
  const { name, handle } = { name: me.name, handle: me.handle, ...typed };
  const { run, isBusy, problem } = useCommand();
  const isSame = name.trim() === me.name && handle === me.handle;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const change = { ...(name.trim() === me.name ? {} : { name }), ...(handle === me.handle ? {} : { handle }) };
    if (!(await run(() => people.updateProfile(change)))) return;
    setTyped({});
    toasts.show({ text: say('profile.saved') });
  };
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
      <div className="flex items-center gap-4">
        <Avatar id={me.id} name={name || me.name} image={me.image} size="lg" />
        <div className="min-w-0">
          <div className="w-fit max-w-full truncate text-lg font-semibold" dir="auto">
            {name || me.name}
          </div>
          <div className="truncate text-quiet">{me.email}</div>
        </div>
      </div>
      <Field
        label={t('account.name')}
        value={name}
        onChange={(event) => setTyped({ ...typed, name: event.target.value })}
        maxLength={limits.nameMaxChars}
        required
        autoComplete="name"
      />
      <Field
        label={say('profile.handle')}
        hint={say('profile.handleHint')}
        value={handle}
        onChange={(event) => setTyped({ ...typed, handle: event.target.value.toLowerCase() })}
        maxLength={limits.handleMaxChars}
        minLength={2}
        required
        autoCapitalize="none"
        spellCheck={false}
      />
      <Problem text={problem} />
      <Button look="primary" type="submit" isOff={isSame || isBusy || name.trim() === ''} className="self-start">
        {t('dialog.save')}
      </Button>
    </form>
  );
}

function PasswordForm({ email }: { email: string }) {
  const say = settingsTexts.in(useSpeech());
  const nova = useNova();
  const toasts = useToasts();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { run, isBusy, problem } = useCommand();
  const isShort = next !== '' && isTooShort(next);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isShort || !(await run(() => nova.changePassword({ current, next })))) return;
    setCurrent('');
    setNext('');
    toasts.show({ text: say('profile.passwordSaved') });
  };
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
      <h2 className="text-base font-semibold">{say('profile.password')}</h2>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={say('profile.currentPassword')}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
        required
      />
      <NewPasswordField
        label={say('profile.newPassword')}
        isShort={isShort}
        value={next}
        onChange={(event) => setNext(event.target.value)}
      />
      <Problem text={problem} />
      <Button type="submit" isOff={isBusy || current === '' || next === ''} className="self-start">
        {say('profile.changePassword')}
      </Button>
    </form>
  );
}
