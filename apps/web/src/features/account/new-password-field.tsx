'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { Field, type FieldProps } from '../../ui/field.tsx';

const minChars = 8;

/** Whether the server would refuse it for that. */
export function isTooShort(password: string): boolean {
  return password.length < minChars;
}

export interface NewPasswordFieldProps
  extends Omit<FieldProps, 'type' | 'autoComplete' | 'hint' | 'problem' | 'required'> {
  /** Whether it is to be said that what stands there is too short. */
  readonly isShort: boolean;
}

/** A password that is to be: says how it has to be. Password managers offer one of their own. */
export function NewPasswordField({ isShort, ...rest }: NewPasswordFieldProps) {
  const { t } = useSpeech();
  return (
    <Field
      {...rest}
      type="password"
      autoComplete="new-password"
      hint={t('account.passwordHint')}
      problem={isShort ? t('refusal.PASSWORD_TOO_SHORT') : null}
      required
    />
  );
}
