'use client';

import { Check, Copy } from '../../ui/icons.tsx';
import { useEffect, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { IconButton } from '../../ui/button.tsx';
import type { CodeToken } from './highlight.ts';

/** Code as it was written; coloured when its language is known, which changes nothing of its size. */
export function CodeBlock({ text, language }: { text: string; language: string }) {
  const { t } = useSpeech();
  const lines = useColours(text, language);
  const [isCopied, setIsCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  };
  return (
    <div className="group/code relative my-1 max-w-full rounded-md border bg-surface">
      <pre
        tabIndex={0}
        dir="ltr"
        aria-label={t('message.code', { language: language || t('message.plainCode') })}
        className="max-h-112 overflow-auto px-3 py-2 font-mono text-sm/5 [tab-size:4]"
      >
        <code>
          {lines ? lines.map((line, n) => <Line key={n} tokens={line} isLast={n === lines.length - 1} />) : text}
        </code>
      </pre>
      <div className="absolute end-1 top-1 hidden group-focus-within/code:block group-hover/code:block">
        <IconButton
          label={t(isCopied ? 'message.copied' : 'message.copyCode')}
          className="size-7 bg-surface"
          onClick={copy}
        >
          {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        </IconButton>
      </div>
    </div>
  );
}

function Line({ tokens, isLast }: { tokens: readonly CodeToken[]; isLast: boolean }) {
  return (
    <>
      {tokens.map(({ text, look }, n) =>
        look === null ? (
          text
        ) : (
          <span key={n} className={look}>
            {text}
          </span>
        ),
      )}
      {!isLast && '\n'}
    </>
  );
}

function useColours(text: string, language: string): readonly (readonly CodeToken[])[] | null {
  const [coloured, setColoured] = useState<{ text: string; lines: readonly (readonly CodeToken[])[] } | null>(null);
  useEffect(() => {
    if (language === '') return;
    let isStale = false;
    void import('./highlight.ts').then(async ({ highlight }) => {
      const lines = await highlight(text, language);
      if (!isStale && lines) setColoured({ text, lines });
    });
    return () => {
      isStale = true;
    };
  }, [text, language]);
  return coloured?.text === text ? coloured.lines : null;
}
