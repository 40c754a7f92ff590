'use client';

import type { Device } from '@nova/contract';
import { Monitor, Smartphone } from '../../ui/icons.tsx';
import { useCallback } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { settingsTexts } from '../../i18n/settings-texts.ts';
import { dayOf } from '../../i18n/times.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useAnswer } from '../../nova/use-answer.ts';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { browserOf } from './browser-of.ts';

/** Where one is signed in, with a way to end each. */
export function SessionSettings() {
  const speech = useSpeech();
  const { t } = speech;
  const say = settingsTexts.in(speech);
  const { trpc } = useNova();
  const ask = useCallback(() => trpc.user.devices.query(), [trpc]);
  const { value: devices, problem, again } = useAnswer(ask);
  return (
    <div>
      <p className="text-sm text-quiet">{say('sessions.why')}</p>
      <Problem text={problem} />
      {problem !== null && (
        <Button className="mt-3" onClick={again}>
          {t('dialog.tryAgain')}
        </Button>
      )}
      {devices === null && problem === null && <Skeleton className="mt-4 h-16 w-full" />}
      <ul className="mt-3 flex flex-col divide-y">
        {devices?.map((device) => (
          <SessionRow key={device.deviceId} device={device} onEnded={again} />
        ))}
      </ul>
    </div>
  );
}

function SessionRow({ device, onEnded }: { device: Device; onEnded: () => void }) {
  const speech = useSpeech();
  const { locale } = speech;
  const say = settingsTexts.in(speech);
  const { trpc } = useNova();
  const { run, isBusy, problem } = useCommand();
  const { browser, system, isPhone } = browserOf(device.userAgent ?? '');
  const name = [browser, system].filter(Boolean).join(' · ') || say('sessions.program');
  const end = async (): Promise<void> => {
    if (await run(() => trpc.user.revokeDevice.mutate({ deviceId: device.deviceId }))) onEnded();
  };
  const Icon = isPhone ? Smartphone : Monitor;
  return (
    <li className="py-3">
      <div className="flex items-center gap-4">
        <Icon aria-hidden="true" className="size-5 shrink-0 text-quiet" />
        <div className="min-w-0 flex-1">
          <div className="truncate font-medium">
            {name}
            {device.current && <span className="ms-2 text-sm font-normal text-link">{say('sessions.this')}</span>}
          </div>
          <div className="text-sm text-quiet">{say('sessions.since', { date: dayOf(locale, device.createdAt) })}</div>
        </div>
        {!device.current && (
          <Button isOff={isBusy} aria-label={say('sessions.endNamed', { name })} onClick={() => void end()}>
            {say('sessions.end')}
          </Button>
        )}
      </div>
      <Problem text={problem} />
    </li>
  );
}
