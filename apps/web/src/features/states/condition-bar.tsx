'use client';

import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useNow } from '../../i18n/use-now.ts';
import { useDeviceTrouble, useNova } from '../../nova/nova-provider.tsx';
import { problemText } from '../../problem.ts';
import { classes } from '../../ui/classes.ts';
import { useToasts } from '../../ui/toast-region.tsx';
import { useOverlays } from '../overlays/use-overlays.ts';
import { useUpdate } from '../update/update-provider.tsx';
import type { Condition } from './condition.ts';
import { useCondition } from './use-condition.ts';

/**
 * A slim line below everything, when there is something to know; said aloud once, in its turn. Above, it would push down what
 * one reads.
 */
export function ConditionBar() {
  const condition = useCondition();
  return <div role="status">{condition && <Bar key={condition.name} condition={condition} />}</div>;
}

function Bar({ condition }: { condition: Condition }) {
  const isGrave = condition.name === 'tooOld' || condition.name === 'expired' || condition.name === 'switched';
  const isCalm = condition.name === 'connecting' || condition.name === 'slow' || condition.name === 'update';
  return (
    <div
      data-condition={condition.name}
      className={classes(
        'flex min-h-8 flex-wrap items-center justify-center gap-x-3 px-4 pt-1 pb-[max(0.25rem,env(safe-area-inset-bottom))] text-center text-sm',
        isGrave ? 'bg-danger-soft text-danger' : isCalm ? 'bg-accent-soft text-text' : 'bg-warning-soft text-warning',
      )}
    >
      <Words condition={condition} />
    </div>
  );
}

function Words({ condition }: { condition: Condition }) {
  const { t } = useSpeech();
  const overlays = useOverlays();
  const { reload } = useUpdate();
  const nova = useNova();
  const device = useDeviceTrouble();
  const toasts = useToasts();
  switch (condition.name) {
    case 'tooOld':
    case 'partMissing':
    case 'update':
      return (
        <>
          {t(`state.${condition.name}`)} <BarButton onClick={reload}>{t('state.reload')}</BarButton>
        </>
      );
    case 'switched':
      return (
        <>
          {t('state.switched')}
          <BarButton onClick={() => location.reload()}>{t('state.switch')}</BarButton>
          <BarButton onClick={() => overlays.open({ name: 'signIn' })}>{t('state.signInBack')}</BarButton>
        </>
      );
    case 'expired':
      return (
        <>
          {condition.unsent > 0 ? t('state.expiredUnsent', { count: condition.unsent }) : t('state.expired')}
          <BarButton onClick={() => overlays.open({ name: 'signIn' })}>{t('account.signInAgain')}</BarButton>
        </>
      );
    case 'parked': {
      const sendAll = (): void => {
        nova.outbox.sendAll().catch((error: unknown) => toasts.show({ kind: 'problem', text: problemText(t, error) }));
      };
      return (
        <>
          {t('state.parked', { count: condition.unsent })} <BarButton onClick={sendAll}>{t('state.sendAll')}</BarButton>
        </>
      );
    }
    case 'storageFull':
    case 'storageBroken':
      return (
        <>
          {t(`state.${condition.name}`)} <BarButton onClick={() => device.dismiss()}>{t('dialog.dismiss')}</BarButton>
        </>
      );
    case 'offline': {
      const what = condition.hasNetwork ? t('state.unreachable') : t('state.offline');
      return condition.unsent > 0 ? `${what} ${t('state.queued', { count: condition.unsent })}` : what;
    }
    case 'restarting':
    case 'rateLimited':
    case 'waiting':
      return <Waiting name={condition.name} retryAtMs={condition.retryAtMs} />;
    case 'slow':
      return t('state.slow');
    case 'connecting':
      return t('state.connecting');
    default:
      return condition satisfies never;
  }
}

function Waiting({ name, retryAtMs }: { name: 'restarting' | 'rateLimited' | 'waiting'; retryAtMs: number }) {
  const { t } = useSpeech();
  const nowMs = useNow(500);
  const count = Math.max(1, Math.ceil((retryAtMs - nowMs) / 1_000));
  return (
    <>
      {t(`state.${name}`)} <span aria-hidden="true">{t('problem.tryAgainIn', { count })}</span>
    </>
  );
}

function BarButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-6 rounded-sm px-1 font-semibold underline underline-offset-2"
    >
      {children}
    </button>
  );
}
