'use client';

import type { NotifySettingsOutput } from '@nova/contract';
import { useEffect, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { notifyTexts } from '../../i18n/notify-texts.ts';
import { pushedSpeech } from '../../i18n/pushed-texts.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { deviceChanged } from './device-changes.ts';
import { permissionNow, turnOn, unsubscribe, workerOf } from './device.ts';

/** How this device is told, and what one can do about it. */
export function DevicePart({ settings, onChanged }: { settings: NotifySettingsOutput; onChanged: () => void }) {
  const speech = useSpeech();
  const say = notifyTexts.in(speech);
  const { trpc } = useNova();
  const toasts = useToasts();
  const { run, isBusy, problem } = useCommand();
  const permission = usePermission();
  const [isRefused, setIsRefused] = useState(false);
  const { language } = speech;
  // Without the browser's permission nothing is told, whatever was set before.
  const mode = permission === 'granted' ? settings.thisDevice : 'off';
  const changed = (): void => {
    deviceChanged();
    onChanged();
  };
  const on = async (): Promise<void> => {
    setIsRefused(false);
    const isDone = await run(async () => {
      const wish = await turnOn({ pushKey: settings.pushKey, language });
      if (wish) await trpc.notification.setDevice.mutate(wish);
      setIsRefused(wish === null);
    });
    if (isDone) changed();
  };
  const off = async (): Promise<void> => {
    if (!(await run(() => trpc.notification.setDevice.mutate({ on: false })))) return;
    await unsubscribe();
    changed();
  };
  const attempt = async (): Promise<void> => {
    const isDone = await run(async () => {
      if (mode === 'push') return trpc.notification.try.mutate();
      const pushed = pushedSpeech(language);
      const options = { body: pushed('trialBody'), icon: '/icons/icon-192.png' };
      return (await workerOf())?.showNotification(pushed('trial'), options);
    });
    if (isDone) toasts.show({ text: say('tried') });
  };
  return (
    <section aria-labelledby="notify-device">
      <h2 id="notify-device" className="font-semibold">
        {say('device')}
      </h2>
      <p className="mt-1 text-sm text-quiet">
        {say(permission === 'unsupported' || permission === 'denied' ? permission : mode)}
      </p>
      {(permission === 'default' || permission === 'granted') && (
        <div className="mt-3 flex flex-wrap gap-2">
          {mode === 'off' ? (
            <Button look="primary" isOff={isBusy} onClick={() => void on()}>
              {say('turnOn')}
            </Button>
          ) : (
            <>
              <Button isOff={isBusy} onClick={() => void attempt()}>
                {say('try')}
              </Button>
              <Button look="quiet" isOff={isBusy} onClick={() => void off()}>
                {say('turnOff')}
              </Button>
            </>
          )}
        </div>
      )}
      <Problem text={problem ?? (isRefused && permission === 'default' ? say('notGiven') : null)} />
    </section>
  );
}

/** The browser's permission, also when it is changed in the browser's own settings meanwhile. */
function usePermission() {
  const [permission, setPermission] = useState(permissionNow);
  useEffect(() => {
    const look = (): void => setPermission(permissionNow());
    let status: PermissionStatus | null = null;
    navigator.permissions
      ?.query({ name: 'notifications' })
      .then((found) => {
        status = found;
        found.addEventListener('change', look);
      })
      .catch(() => null);
    document.addEventListener('visibilitychange', look);
    return () => {
      status?.removeEventListener('change', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return permission;
}
