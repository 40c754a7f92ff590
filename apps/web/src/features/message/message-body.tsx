'use client';

import type { ReactNode } from 'react';
import { isEmojiOnly, isPlain, paragraphs } from './body-kind.ts';
import { withMentions } from './mention.tsx';
import { lazily } from '../../ui/lazily.tsx';

const Markdown = lazily(async () => (await import('./markdown.tsx')).Markdown);

export interface MessageBodyProps {
  readonly text: string;
  /** Stands at the end of the text. */
  readonly after?: ReactNode;
}

/** A message's text. Most is plain and is shown as it is; the rest is Markdown, whose reader is loaded when it is needed. */
export function MessageBody({ text, after }: MessageBodyProps) {
  if (isEmojiOnly(text)) {
    return (
      <p className="text-[2rem] leading-10 bidi" dir="auto">
        {text}
        {after}
      </p>
    );
  }
  const plain = <PlainBody text={text} after={after} />;
  if (isPlain(text)) return plain;
  return <Markdown fallback={plain} text={text} after={after} />;
}

function PlainBody({ text, after }: MessageBodyProps) {
  const parts = paragraphs(text);
  return parts.map((part, n) => (
    <p key={n} dir="auto" className="whitespace-pre-wrap bidi not-first:mt-2">
      {withMentions(part)}
      {n === parts.length - 1 && after}
    </p>
  ));
}
