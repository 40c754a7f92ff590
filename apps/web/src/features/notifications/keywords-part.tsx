'use client';

import { limits } from '@nova/contract';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { notifyTexts } from '../../i18n/notify-texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { X } from '../../ui/icons.tsx';
import type { PartProps } from './notification-settings.tsx';

/** Words that one is told of wherever they are said. */
export function KeywordsPart({ settings: { keywords }, change }: PartProps) {
  const speech = useSpeech();
  const say = notifyTexts.in(speech);
  const [word, setWord] = useState('');
  const isFull = keywords.length >= limits.keywordsMax;
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const fresh = word.trim();
    if (fresh !== '' && !isFull && (await change({ keywords: [...keywords, fresh] }))) setWord('');
  };
  return (
    <section aria-labelledby="notify-keywords">
      <h2 id="notify-keywords" className="font-semibold">
        {say('keywords')}
      </h2>
      <p className="mt-1 text-sm text-quiet">{say('keywordsWhy')}</p>
      <form className="mt-3 flex items-start gap-2" onSubmit={(event) => void add(event)}>
        <Field
          className="flex-1"
          label={say('keyword')}
          value={word}
          maxLength={limits.keywordMaxChars}
          onChange={(event) => setWord(event.target.value)}
          hint={isFull ? say('keywordsFull', { count: keywords.length }) : undefined}
        />
        <Button className="mt-5.5 min-h-10" type="submit" isOff={word.trim() === '' || isFull}>
          {say('add')}
        </Button>
      </form>
      <ul className="mt-1 flex flex-wrap gap-2">
        {keywords.map((one) => (
          <li key={one} className="flex max-w-full items-center gap-1 rounded-md bg-surface ps-3 text-sm">
            <bdi className="min-w-0 truncate">{one}</bdi>
            <IconButton
              label={say('remove', { word: one })}
              onClick={() => void change({ keywords: keywords.filter((other) => other !== one) })}
            >
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
