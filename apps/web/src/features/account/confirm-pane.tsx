'use client';

import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { mailTexts } from '../../i18n/mail-texts.ts';
import { useMe } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { focusHome } from '../keys/focus-home.ts';

/** Where a mail that asks for a proof leads: a click shows that the address is one's own. Opening it alone does nothing. */
export function ConfirmPane({ token }: { token: string }) {
  const say = mailTexts.in(useSpeech());
  const { trpc } = useNova();
  const me = useMe();
  const [isDone, setIsDone] = useState(false);
  const { run, isBusy, problem } = useCommand();
  const confirm = async (): Promise<void> => {
    if (await run(() => trpc.mail.prove.mutate({ token }))) setIsDone(true);
  };
  return (
    <main className="grid min-w-0 flex-1 place-items-center overflow-y-auto bg-canvas p-6">
      <div className="max-w-md text-center">
        <h1 className="text-lg font-semibold outline-offset-4" tabIndex={-1} {...focusHome}>
          {say('confirm.title')}
        </h1>
        {isDone ? (
          <p role="status" className="mt-2">
            {say('confirm.done')}
          </p>
        ) : (
          <>
            <p className="mt-2 text-quiet">{say('confirm.why', { email: me?.email ?? '' })}</p>
            <Problem text={problem} />
            <Button look="primary" className="mt-4" isOff={isBusy} onClick={() => void confirm()}>
              {say('confirm.do')}
            </Button>
          </>
        )}
      </div>
    </main>
  );
}
