'use client';

import { useEffect, useId, useState } from 'react';
import { useNova } from '../../nova/nova-provider.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Button } from '../../ui/button.tsx';
import { Clock, X } from '../../ui/icons.tsx';
import { traits } from './chip-text.ts';
import type { Search } from './use-search.ts';
import { useSay } from './use-say.ts';
import { askKeys } from './use-suggestions.ts';

export interface BeforeSearchProps {
  readonly search: Search;
  /** An operator to be typed. */
  readonly onBegin: (text: string) => void;
}

/** Before anything is looked for: what was looked for last, and how to narrow down. */
export function BeforeSearch({ search, onBegin }: BeforeSearchProps) {
  const say = useSay();
  const id = useId();
  return (
    <>
      <p className="px-2 py-1 text-sm text-quiet">{say('hint')}</p>
      <Recent onChoose={(text) => search.replace(text)} />
      <section aria-labelledby={id}>
        <h3 id={id} className="px-2 pt-3 pb-1.5 text-xs font-semibold text-quiet">
          {say('narrow')}
        </h3>
        <ul className="flex flex-wrap gap-1.5 px-2">
          {(['from', 'in', 'before', 'after', 'on'] as const).map((name) => (
            <li key={name}>
              <Begin label={say(askKeys[name])} onClick={() => onBegin(`${name}:`)} />
            </li>
          ))}
          {traits.map(({ name, value, key }) => (
            <li key={key}>
              <Begin label={say(key)} onClick={() => search.add({ name, value }, search.text)} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Begin({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-8 rounded-full border border-edge px-3 text-sm hover:bg-hover pointer-coarse:min-h-11"
    >
      {label}
    </button>
  );
}

const noTexts: readonly string[] = [];

function Recent({ onChoose }: { onChoose: (text: string) => void }) {
  const nova = useNova();
  const say = useSay();
  const id = useId();
  const [texts, setTexts] = useState(noTexts);
  useEffect(() => {
    let isStale = false;
    // A device that remembers nothing is no problem here.
    nova.search.recent().then(
      (known) => {
        if (!isStale) setTexts(known);
      },
      () => null,
    );
    return () => {
      isStale = true;
    };
  }, [nova]);
  const forget = (text?: string): void => void nova.search.forget(text).then(setTexts, () => null);
  if (texts.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <div className="flex items-baseline justify-between ps-2">
        <h3 id={id} className="pt-3 pb-1 text-xs font-semibold text-quiet">
          {say('recent')}
        </h3>
        <Button look="quiet" className="min-h-7 px-2 text-xs font-normal" onClick={() => forget()}>
          {say('forgetAll')}
        </Button>
      </div>
      <ul>
        {texts.map((text) => (
          <li key={text} className="flex items-center">
            <button
              type="button"
              onClick={() => onChoose(text)}
              className="flex min-h-9 min-w-0 flex-1 items-center gap-2.5 rounded-md px-2 text-start text-sm hover:bg-hover pointer-coarse:min-h-11"
            >
              <Clock aria-hidden="true" className="size-4 shrink-0 text-quiet" />
              <span className="truncate" dir="auto">
                {text}
              </span>
            </button>
            <IconButton label={say('forget', { text })} onClick={() => forget(text)}>
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
