'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { EntryForm } from './entry-form.tsx';
import { EntryLink } from './entry-link.tsx';
import { EntryOutline } from './entry-outline.tsx';

/** The way in: with an account, or (`isNew`) by making one. */
export function SignInScreen({ isNew }: { isNew: boolean }) {
  const { t } = useSpeech();
  return (
    <EntryOutline
      title={isNew ? t('account.signUpTitle') : t('account.signInTitle')}
      below={
        <>
          <p>
            {isNew ? t('account.haveAccount') : t('account.noAccount')}{' '}
            <EntryLink to={{ name: isNew ? 'signIn' : 'signUp' }}>
              {isNew ? t('account.signIn') : t('account.signUp')}
            </EntryLink>
          </p>
          {!isNew && (
            <p className="mt-2">
              <EntryLink to={{ name: 'forgot' }}>{t('account.forgot')}</EntryLink>
            </p>
          )}
        </>
      }
    >
      <EntryForm key={String(isNew)} isNew={isNew} />
    </EntryOutline>
  );
}
