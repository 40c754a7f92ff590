'use client';

import type { Digest, MailSettings as Known } from '@nova/contract';
import { useCallback, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { mailTexts } from '../../i18n/mail-texts.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useAnswer } from '../../nova/use-answer.ts';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Problem } from '../../ui/problem.tsx';

const digests: readonly Digest[] = ['off', 'daily', 'weekly'];

/** Whether one's address is proved, and how often one is mailed what one missed. Nothing where no mail is sent. */
export function MailSettings() {
  const speech = useSpeech();
  const { t } = speech;
  const say = mailTexts.in(speech);
  const { trpc } = useNova();
  const ask = useCallback(() => trpc.mail.settings.query(), [trpc]);
  const { value: known, problem, again } = useAnswer(ask);
  if (problem !== null) {
    return (
      <section>
        <Problem text={problem} />
        <Button className="mt-3" onClick={again}>
          {t('dialog.tryAgain')}
        </Button>
      </section>
    );
  }
  if (!known?.isOn) return null;
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-base font-semibold">{say('mail.title')}</h2>
      <Proof known={known} />
      <DigestChoice digest={known.digest} />
    </section>
  );
}

function Proof({ known: { email, isProved, isRefused } }: { known: Known }) {
  const say = mailTexts.in(useSpeech());
  const { trpc } = useNova();
  const { run, isBusy, problem } = useCommand();
  const [isAsked, setIsAsked] = useState(false);
  const askForProof = async (): Promise<void> => {
    if (await run(() => trpc.mail.askForProof.mutate())) setIsAsked(true);
  };
  return (
    <div>
      <p className="text-sm text-quiet">
        {isRefused ? say('mail.refused', { email }) : say(isProved ? 'mail.proved' : 'mail.unproved', { email })}
      </p>
      <Problem text={problem} />
      <p role="status" className="text-sm">
        {isAsked && say('mail.asked', { email })}
      </p>
      {!isProved && !isAsked && (
        <Button className="mt-2" isOff={isBusy} onClick={() => void askForProof()}>
          {say('mail.ask')}
        </Button>
      )}
    </div>
  );
}

function DigestChoice({ digest }: { digest: Digest }) {
  const speech = useSpeech();
  const say = mailTexts.in(speech);
  const { trpc } = useNova();
  const { run, problem } = useCommand();
  const [chosen, setChosen] = useState(digest);
  const choose = async (next: Digest): Promise<void> => {
    setChosen(next);
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (!(await run(() => trpc.mail.set.mutate({ digest: next, language: speech.language, timeZone }))))
      setChosen(chosen);
  };
  return (
    <div>
      <Choice
        label={say('mail.digest')}
        value={chosen}
        options={digests.map((value) => ({ value, label: say(`mail.${value}`) }))}
        onChange={(next) => void choose(next)}
      />
      <p className="mt-1 text-sm text-quiet">{say('mail.digestHint')}</p>
      <Problem text={problem} />
    </div>
  );
}
