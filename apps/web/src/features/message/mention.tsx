'use client';

import { mentionsIn, reachWords } from '@nova/contract';
import type { ReactNode } from 'react';
import { use } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useSelf } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { classes } from '../../ui/classes.ts';
import { PersonButton } from '../people/person-button.tsx';
import { ReachContext } from './reach-context.ts';

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

/** Somebody who is mentioned, or everybody at once. */
export function Mention({ handle, text }: { handle: string; text: string }) {
  return reachWords.some((word) => word === handle) ? (
    <Everybody text={text} />
  ) : (
    <Somebody handle={handle} text={text} />
  );
}

/** A word that mentions everybody, where it did; it is only a word where its author might not. */
function Everybody({ text }: { text: string }) {
  const { t } = useSpeech();
  const reach = use(ReachContext);
  if (reach === null) return text;
  return (
    <bdi title={t(`reach.${reach}`)} className="rounded-sm bg-mark px-0.5 font-medium text-text">
      {text}
    </bdi>
  );
}

/** A handle that is nobody's as far as is known is only text. Oneself stands out. */
function Somebody({ handle, text }: { handle: string; text: string }) {
  const { people } = useNova();
  const self = useSelf();
  const person = useWatch(people, () => people.byHandle(handle));
  if (!person) return text;
  return (
    <PersonButton
      userId={person.id}
      title={person.name}
      className={classes(
        'inline px-0.5 font-medium hover:underline',
        person.id === self ? 'bg-mark text-text' : 'bg-accent-soft text-link',
      )}
    >
      <bdi>{text}</bdi>
    </PersonButton>
  );
}
