'use client';

import { useMemo } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { SaySearching } from '../../i18n/searching-texts.ts';
import { searchingTexts } from '../../i18n/searching-texts.ts';

/** The texts of the search panel. */
export function useSay(): SaySearching {
  const { language, locale } = useSpeech();
  return useMemo(() => searchingTexts.in({ language, locale }), [language, locale]);
}
