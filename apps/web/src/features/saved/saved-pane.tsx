'use client';

import type { SavedEntry } from '@nova/contract';
import { useCallback, useState } from 'react';
import { keptTexts } from '../../i18n/kept-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { useAnswer } from '../../nova/use-answer.ts';
import { useCommand } from '../../nova/use-command.ts';
import { useWatch } from '../../nova/use-watch.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Bookmark } from '../../ui/icons.tsx';
import { GatheredPane } from '../frame/gathered-pane.tsx';
import { SavedCard } from './saved-card.tsx';

type Shelf = 'todo' | 'done';

/** What one keeps for oneself: what is to do, with what one was reminded of first, and what is done. */
export function SavedPane() {
  const [shelf, setShelf] = useState<Shelf>('todo');
  return shelf === 'todo' ? <ToDo onShelf={setShelf} /> : <Done onShelf={setShelf} />;
}

function Shelves({ shelf, onShelf }: { shelf: Shelf; onShelf: (shelf: Shelf) => void }) {
  const say = keptTexts.in(useSpeech());
  const options = (['todo', 'done'] as const).map((value) => ({ value, label: say(`saved.${value}`) }));
  return (
    <div className="pb-3">
      <Choice label={say('saved.show')} isLabelHidden value={shelf} options={options} onChange={onShelf} />
    </div>
  );
}

function ToDo({ onShelf }: { onShelf: (shelf: Shelf) => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const say = keptTexts.in(speech);
  const { saved } = useNova();
  const { entries, isKnown } = useWatch(saved, () => saved.view);
  const due = entries.filter(({ dueAt }) => dueAt !== null);
  const others = entries.filter(({ dueAt }) => dueAt === null);
  return (
    <GatheredPane
      title={t('saved.title')}
      icon={Bookmark}
      head={<Shelves shelf="todo" onShelf={onShelf} />}
      isLoading={!isKnown && entries.length === 0}
      isEmpty={isKnown && entries.length === 0}
      nothing={{ title: say('saved.none'), why: say('saved.noneWhy') }}
      problem={null}
    >
      <ul className="flex flex-col gap-2">
        {[...due, ...others].map((entry) => (
          <li key={entry.messageId}>
            <SavedCard entry={entry} />
          </li>
        ))}
      </ul>
    </GatheredPane>
  );
}

interface DonePages {
  /** The first page that these are after. */
  readonly of: object;
  readonly entries: readonly SavedEntry[];
  readonly next: string | null;
}

function Done({ onShelf }: { onShelf: (shelf: Shelf) => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const say = keptTexts.in(speech);
  const { saved } = useNova();
  const { run, isBusy, problem } = useCommand();
  // What is done here or on another device leaves what is to do: then this is another list too.
  const { entries: toDo } = useWatch(saved, () => saved.view);
  const [older, setOlder] = useState<DonePages | null>(null);
  const [given, setGiven] = useState<ReadonlySet<string>>(new Set());
  const ask = useCallback(async () => ({ toDo, page: await saved.done() }), [saved, toDo]);
  const { value, isLoading, problem: whyNot } = useAnswer(ask);
  const page = value?.page ?? null;
  const more = older?.of === page ? older : null;
  const shown = [...(page?.entries ?? []), ...(more?.entries ?? [])].filter(({ messageId }) => !given.has(messageId));
  const next = more ? more.next : (page?.next ?? null);
  const loadMore = async (): Promise<void> => {
    if (next === null || page === null) return;
    const found = await saved.done(next);
    setOlder({ of: page, entries: [...(more?.entries ?? []), ...found.entries], next: found.next });
  };
  return (
    <GatheredPane
      title={t('saved.title')}
      icon={Bookmark}
      head={<Shelves shelf="done" onShelf={onShelf} />}
      isLoading={isLoading && page === null}
      isEmpty={page !== null && shown.length === 0 && next === null}
      nothing={{ title: say('saved.noneDone'), why: say('saved.noneDoneWhy') }}
      problem={whyNot ? say('saved.offline') : problem}
    >
      <ul className="flex flex-col gap-2">
        {shown.map((entry) => (
          <li key={entry.messageId}>
            <SavedCard entry={entry} onChanged={() => setGiven((all) => new Set([...all, entry.messageId]))} />
          </li>
        ))}
      </ul>
      {next !== null && (
        <div className="flex justify-center pt-3">
          <Button disabled={isBusy} onClick={() => void run(loadMore)}>
            {say('saved.more')}
          </Button>
        </div>
      )}
    </GatheredPane>
  );
}
