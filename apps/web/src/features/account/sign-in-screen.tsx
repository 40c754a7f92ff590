'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { Logo } from '../../ui/logo.tsx';
import { EntryForm } from './entry-form.tsx';

/** The way in: with an account, or (`isNew`) by making one. */
export function SignInScreen({ isNew }: { isNew: boolean }) {
  const { t } = useSpeech();
  return (
    <main className="grid h-dvh place-items-center overflow-y-auto bg-surface p-4">
      <div className="my-auto w-full max-w-sm">
        <div className="mb-6 flex items-center justify-center gap-3">
          <Logo className="size-9" />
          <span className="text-xl font-semibold">{t('app.name')}</span>
        </div>
        <div className="rounded-lg border bg-canvas p-6 shadow-raised">
          <h1 className="mb-4 text-lg font-semibold">{isNew ? t('account.signUpTitle') : t('account.signInTitle')}</h1>
          <EntryForm key={String(isNew)} isNew={isNew} />
        </div>
        <p className="mt-4 text-center text-sm text-quiet">
          {isNew ? t('account.haveAccount') : t('account.noAccount')}{' '}
          <PlaceLink
            to={{ name: isNew ? 'signIn' : 'signUp' }}
            className="rounded-sm font-medium text-link underline underline-offset-2"
          >
            {isNew ? t('account.signIn') : t('account.signUp')}
          </PlaceLink>
        </p>
      </div>
    </main>
  );
}
