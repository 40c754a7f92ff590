'use client';

import type { NotifyScope, NotifySettingsInput, NotifySettingsOutput } from '@nova/contract';
import { useCallback, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { notifyTexts } from '../../i18n/notify-texts.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useAnswer } from '../../nova/use-answer.ts';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DevicePart } from './device-part.tsx';
import { DisturbPart } from './disturb-part.tsx';
import { KeywordsPart } from './keywords-part.tsx';
import { QuietPart } from './quiet-part.tsx';

/** What a part of the settings shows and changes. */
export interface PartProps {
  readonly settings: NotifySettingsOutput;
  /** Resolves to whether the server took it; what it then says is shown. */
  readonly change: (input: NotifySettingsInput) => Promise<boolean>;
}

/** Of what one is told, when, and on which devices. */
export function NotificationSettings() {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const ask = useCallback(() => trpc.notification.settings.query(), [trpc]);
  const { value, problem, again } = useAnswer(ask);
  if (value) return <Known first={value} again={again} />;
  return (
    <div>
      <Problem text={problem} />
      {problem === null ? (
        <Skeleton className="mt-4 h-40 w-full" />
      ) : (
        <Button className="mt-3" onClick={again}>
          {t('dialog.tryAgain')}
        </Button>
      )}
    </div>
  );
}

function Known({ first, again }: { first: NotifySettingsOutput; again: () => void }) {
  const speech = useSpeech();
  const say = notifyTexts.in(speech);
  const { trpc } = useNova();
  const { run, problem } = useCommand();
  const [changed, setChanged] = useState<{ of: NotifySettingsOutput; to: NotifySettingsOutput } | null>(null);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const turns = useRef(0);
  // What was changed here counts until the server is asked anew.
  const settings = changed?.of === first ? changed.to : first;
  const show = (to: NotifySettingsOutput): void => setChanged({ of: first, to });
  const change = (input: NotifySettingsInput): Promise<boolean> => {
    // Shown at once; one after the other, as they were made.
    show(withInput(settings, input));
    const turn = ++turns.current;
    // The answer to an earlier change knows nothing of the later ones.
    const showLast = (to: NotifySettingsOutput): void => (turn === turns.current ? show(to) : undefined);
    const done = last.current.then(async () => {
      const isTaken = await run(async () => showLast(await trpc.notification.setSettings.mutate(input)));
      if (!isTaken) showLast(settings);
      return isTaken;
    });
    last.current = done;
    return done;
  };
  const parts = { settings, change };
  return (
    <div className="flex flex-col gap-8">
      <DevicePart settings={settings} onChanged={again} />
      <div className="border-t pt-6">
        <p className="mb-6 text-sm text-quiet">{say('everywhere')}</p>
        <Problem text={problem} />
        <Choice<NotifyScope>
          label={say('scope')}
          value={settings.scope}
          onChange={(scope) => void change({ scope })}
          options={[
            { value: 'all', label: say('scopeAll') },
            { value: 'direct', label: say('scopeDirect') },
            { value: 'nothing', label: say('scopeNothing') },
          ]}
        />
        <p className="mt-2 text-sm text-quiet">{say('scopeWhy')}</p>
      </div>
      <KeywordsPart {...parts} />
      <DisturbPart {...parts} />
      <QuietPart {...parts} />
    </div>
  );
}

/** As it will be when the server has taken it. */
function withInput(
  before: NotifySettingsOutput,
  { scope = before.scope, keywords = before.keywords, quiet, dndUntil }: NotifySettingsInput,
): NotifySettingsOutput {
  return {
    ...before,
    scope,
    keywords,
    quiet: quiet === undefined ? before.quiet : quiet,
    dndUntil: dndUntil === undefined ? before.dndUntil : dndUntil,
  };
}
