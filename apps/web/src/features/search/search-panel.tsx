'use client';

import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useNova } from '../../nova/nova-provider.tsx';
import type { Action } from '../../ui/action.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Plus } from '../../ui/icons.tsx';
import { BeforeSearch } from './before-search.tsx';
import { traits } from './chip-text.ts';
import { asked, goingOn } from './chips.ts';
import { Others } from './others.tsx';
import { Results } from './results.tsx';
import { SearchField } from './search-field.tsx';
import { endFollowing, isFollowed, markFollowing } from './search-state.ts';
import { type Search, useSearch } from './use-search.ts';
import { useFound } from './use-found.ts';
import { useSay } from './use-say.ts';
import { askKeys } from './use-suggestions.ts';

export interface SearchPanelProps {
  /** Where one is; `null`: in no conversation. */
  readonly conversationId: string | null;
}

/** Looks for messages: in this conversation or in all of them, on the server, or on this device while it is alone. */
export function SearchPanel({ conversationId }: SearchPanelProps) {
  const nova = useNova();
  const say = useSay();
  const search = useSearch();
  const [begun, setBegun] = useState<{ readonly text: string } | null>(null);
  const [isAsking] = useState(() => !isFollowed(conversationId));
  useEffect(endFollowing, []);
  const body = useRef<HTMLDivElement>(null);
  const { chips, text, where, sort } = search;
  const all = asked(search);
  const isEverywhere = where === 'everywhere' || conversationId === null;
  const found = useFound({
    text: all,
    orElse: goingOn(search),
    conversationId: isEverywhere ? null : conversationId,
    sort,
  });
  // Whoever narrows down looks for messages.
  const isNamed = isEverywhere && chips.length === 0 && /^[^"*-]{2,}$/u.test(text.trim());
  const remember = (searched = all): void => {
    nova.search.remember(searched).catch(() => null);
    // What was found everywhere is what one sees beside it, too.
    if (isEverywhere) search.look('everywhere');
  };
  const begin = (operator: string): void => {
    const typed = text === '' || text.endsWith(' ') ? `${text}${operator}` : `${text} ${operator}`;
    search.type(typed);
    setBegun({ text: typed });
  };
  const links = (): HTMLElement[] => [...(body.current?.querySelectorAll<HTMLElement>('li a, li button') ?? [])];
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const found = links();
    const at = found.findIndex((one) => one === document.activeElement);
    const next = found[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col" role="search">
      <div className="flex flex-col gap-2 border-b p-3">
        <SearchField
          search={search}
          // On a touch screen the keyboard would cover what one comes back to.
          isFocused={isAsking && (all === '' || !matchMedia('(pointer: coarse)').matches)}
          begun={begun}
          onEnter={remember}
          onDown={() => links()[0]?.focus()}
        />
        <div className="flex flex-wrap items-center gap-2">
          {conversationId !== null && (
            <Choice
              label={say('where')}
              isLabelHidden
              value={where}
              onChange={search.look}
              options={[
                { value: 'here', label: say('inHere') },
                { value: 'everywhere', label: say('inAll') },
              ]}
            />
          )}
          <Choice
            label={say('sort')}
            isLabelHidden
            value={sort}
            onChange={search.order}
            options={[
              { value: 'relevance', label: say('byRelevance') },
              { value: 'time', label: say('byTime') },
            ]}
          />
          {all !== '' && <FilterMenu search={search} onBegin={begin} />}
        </div>
      </div>
      <div ref={body} onKeyDown={onKey} className="min-h-0 flex-1 overflow-y-auto p-2">
        {all === '' ? (
          <BeforeSearch search={search} onBegin={begin} />
        ) : (
          <>
            {isNamed && <Others text={text.trim()} onFollow={() => remember()} />}
            <Results
              found={found}
              isPlaced={isEverywhere}
              onFollow={() => {
                remember();
                markFollowing(conversationId);
              }}
              onEverywhere={isEverywhere ? null : () => search.look('everywhere')}
            />
          </>
        )}
      </div>
    </div>
  );
}

function FilterMenu({ search, onBegin }: { search: Search; onBegin: (operator: string) => void }) {
  const say = useSay();
  const asked = (['from', 'in', 'before', 'after', 'on'] as const).map(
    (name): Action => ({ key: name, label: say(askKeys[name]), onSelect: () => onBegin(`${name}:`) }),
  );
  const chosen = traits.map(
    ({ name, value, key }, n): Action => ({
      key,
      label: say(key),
      isFirst: n === 0,
      onSelect: () => search.add({ name, value }, search.text),
    }),
  );
  return (
    <ActionMenu
      align="start"
      trigger={
        <Button className="px-2.5">
          <Plus aria-hidden="true" className="size-4" />
          {say('addFilter')}
        </Button>
      }
      actions={[...asked, ...chosen]}
    />
  );
}
