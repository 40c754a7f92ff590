'use client';

import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Catalogue, Translate } from './catalogue.ts';
import { catalogueHere, loadCatalogue } from './catalogue.ts';
import { loadParts } from './catalogue-part.ts';
import { localeOf, spokenLanguage } from './languages.ts';
import type { Language } from './languages.ts';
import { format } from './message-format.ts';
import { onSettings } from '../settings/settings.ts';

interface Speech {
  readonly language: Language;
  /** For dates and numbers: the language as it is written where the person is, such as `en-GB`. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly t: Translate;
}

const SpeechContext = createContext<Speech | null>(null);

// Fetched before React asks for it. What cannot be fetched now is fetched when it does.
if (typeof document !== 'undefined') loadCatalogue(spokenLanguage()).catch(() => null);

/** Shows its children once the language's texts are there; on a change the old ones stay until the new ones are. */
export function LanguageProvider({ children, fallback }: { children: ReactNode; fallback: ReactNode }) {
  const wanted = useSyncExternalStore(onSettings, spokenLanguage, () => 'en' as const);
  const [loaded, setLoaded] = useState<{ language: Language; catalogue: Catalogue } | null>(() => here(wanted));
  useEffect(() => {
    if (loaded?.language === wanted) return;
    let isStale = false;
    void Promise.all([loadCatalogue(wanted), loadParts(wanted)]).then(([catalogue]) => {
      if (!isStale) setLoaded({ language: wanted, catalogue });
    });
    return () => {
      isStale = true;
    };
  }, [wanted, loaded]);
  const speech = useMemo(() => loaded && speechOf(loaded.language, loaded.catalogue), [loaded]);
  return speech ? <SpeechContext value={speech}>{children}</SpeechContext> : fallback;
}

function here(language: Language): { language: Language; catalogue: Catalogue } | null {
  const catalogue = catalogueHere(language);
  return catalogue && { language, catalogue };
}

function speechOf(language: Language, catalogue: Catalogue): Speech {
  const locale = localeOf(language);
  return {
    language,
    locale,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    t: (key, ...values) => format(locale, catalogue[key], values[0]),
  };
}

/** The texts of the app in the person's language, and the language itself for dates and numbers. */
export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (!speech) throw new Error('outside of LanguageProvider');
  return speech;
}
