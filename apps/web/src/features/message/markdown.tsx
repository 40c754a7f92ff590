'use client';

import type { ReactElement } from 'react';
import ReactMarkdown from 'react-markdown';
import remarkBreaks from 'remark-breaks';
import remarkGfm from 'remark-gfm';
import type { MessageBodyProps } from './message-body.tsx';
import { markdownParts, safeAddress } from './markdown-parts.tsx';
import { remarkMentions } from './remark-mentions.ts';

/** Texts that were read; reading one again costs more than keeping it. */
const kept = new Map<string, ReactElement>();
const keptMax = 500;

const plugins = [remarkGfm, remarkBreaks, remarkMentions];

/**
 * The one place where Markdown becomes elements: raw HTML stays text, addresses are checked, pictures are links. No
 * text of a person ever becomes markup in any other way.
 */
export function Markdown({ text, after }: MessageBodyProps) {
  return (
    <>
      {kept.get(text) ?? read(text)}
      {after}
    </>
  );
}

function read(text: string): ReactElement {
  const made = (
    <div className="inline [&>*:not(:first-child)]:mt-2 [&>p:last-child]:inline-block">
      {ReactMarkdown({ children: text, remarkPlugins: plugins, components: markdownParts, urlTransform: safeAddress })}
    </div>
  );
  kept.set(text, made);
  for (const oldest of kept.keys()) {
    if (kept.size <= keptMax) break;
    kept.delete(oldest);
  }
  return made;
}
