'use client';

import type { Claimable } from '@nova/contract';
import { useCallback } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useAnswer } from '../../nova/use-answer.ts';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { ExportForm } from './export-form.tsx';
import { useExport } from './use-export.ts';

/** What is one's own here: to take along, and to claim of what was imported. */
export function DataSettings() {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const { trpc } = useNova();
  const ask = useCallback(() => trpc.user.claimable.query(), [trpc]);
  const { value: claimable, again } = useAnswer(ask);
  const made = useExport('own');
  return (
    <div className="flex flex-col gap-8">
      <section aria-labelledby="own-data">
        <h2 id="own-data" className="font-semibold">
          {say('mine')}
        </h2>
        <p className="mt-1 mb-4 text-sm text-quiet">{say('mineWhy')}</p>
        <ExportForm order="own" title={say('mine')} made={made} />
      </section>
      {claimable && claimable.length > 0 && (
        <section aria-labelledby="claims">
          <h2 id="claims" className="font-semibold">
            {say('claims')}
          </h2>
          <p className="mt-1 text-sm text-quiet">{say('claimsWhy')}</p>
          <ul className="mt-3 flex flex-col divide-y">
            {claimable.map((one) => (
              <ClaimRow key={one.placeholderId} claimable={one} onClaimed={again} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function ClaimRow({ claimable, onClaimed }: { claimable: Claimable; onClaimed: () => void }) {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const { trpc } = useNova();
  const { run, isBusy, problem } = useCommand();
  const { placeholderId, name, source, messages } = claimable;
  const claim = async (): Promise<void> => {
    if (await run(() => trpc.user.claim.mutate({ placeholderId }))) onClaimed();
  };
  return (
    <li className="flex flex-wrap items-center gap-4 py-3">
      <span className="min-w-0 flex-1">{say('claimable', { name, source, count: messages })}</span>
      <Button disabled={isBusy} onClick={() => void claim()}>
        {say('claim')}
      </Button>
      <Problem text={problem} />
    </li>
  );
}
