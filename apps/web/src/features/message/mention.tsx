'use client';

import { mentionsIn } from '@nova/contract';
import type { ReactNode } from 'react';
import { useSelf } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { classes } from '../../ui/classes.ts';

/** A text with everybody in it who is mentioned. */
export function withMentions(text: string): ReactNode {
  if (!text.includes('@')) return text;
  const parts: ReactNode[] = [];
  let at = 0;
  for (const mention of mentionsIn(text)) {
    parts.push(text.slice(at, mention.at));
    parts.push(<Mention key={mention.at} handle={mention.handle} text={text.slice(mention.at, mention.end)} />);
    at = mention.end;
  }
  return [...parts, text.slice(at)];
}

/** Somebody who is mentioned; a handle that is nobody's as far as is known is only text. Oneself stands out. */
export function Mention({ handle, text }: { handle: string; text: string }) {
  const { people } = useNova();
  const self = useSelf();
  const person = useWatch(people, () => people.byHandle(handle));
  if (!person) return text;
  return (
    <bdi
      title={person.name}
      className={classes(
        'rounded-sm px-0.5 font-medium',
        person.id === self ? 'bg-mark text-text' : 'bg-accent-soft text-link',
      )}
    >
      {text}
    </bdi>
  );
}
