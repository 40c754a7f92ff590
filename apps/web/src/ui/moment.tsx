'use client';

import type { ComponentProps } from 'react';
import { useSpeech } from '../i18n/language-provider.tsx';
import { fullTime } from '../i18n/times.ts';

/** A moment, told in full when one points at it: for a screen full of them that would take longer than drawing the rest. */
export function Moment({ at, ...rest }: { at: string } & Omit<ComponentProps<'time'>, 'dateTime' | 'title'>) {
  const { locale } = useSpeech();
  const tell = ({ currentTarget }: { currentTarget: HTMLElement }): void => {
    currentTarget.title = fullTime(locale, at);
  };
  return <time dateTime={at} onPointerEnter={tell} {...rest} />;
}
