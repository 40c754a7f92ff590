'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { EntryForm } from './entry-form.tsx';
import { EntryOutline } from './entry-outline.tsx';

const linkLook = 'rounded-sm font-medium text-link underline underline-offset-2';

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
            <PlaceLink to={{ name: isNew ? 'signIn' : 'signUp' }} className={linkLook}>
              {isNew ? t('account.signIn') : t('account.signUp')}
            </PlaceLink>
          </p>
          {!isNew && (
            <p className="mt-2">
              <PlaceLink to={{ name: 'forgot' }} className={linkLook}>
                {t('account.forgot')}
              </PlaceLink>
            </p>
          )}
        </>
      }
    >
      <EntryForm key={String(isNew)} isNew={isNew} />
    </EntryOutline>
  );
}
