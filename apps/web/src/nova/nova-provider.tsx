'use client';

import { createNovaClient, serverReport } from '@nova/client';
import type { NovaClient, Report } from '@nova/client';
import { createContext, use, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { buildId } from '../env.ts';
import { DeviceTrouble } from './device-trouble.ts';

interface Opened {
  readonly client: NovaClient;
  readonly trouble: DeviceTrouble;
  /** Tells the server of what went wrong. */
  readonly report: Report;
}

const NovaContext = createContext<Opened | null>(null);

/** One client per tab, for as long as the app is on the screen. What nobody catches is reported too. */
export function NovaProvider({ children, fallback }: { children: ReactNode; fallback: ReactNode }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    const url = location.origin;
    const trouble = new DeviceTrouble();
    const tell = serverReport({ url, version: buildId });
    const report: Report = (incident) => {
      trouble.note(incident);
      tell(incident);
    };
    const client = createNovaClient({ url, auth: { kind: 'cookie' }, report });
    const onError = ({ error, message }: ErrorEvent): void => {
      // The browser's way to say that it measures again in the next frame: nothing threw.
      if (!message.startsWith('ResizeObserver loop')) report({ type: 'uncaught', error: error as unknown });
    };
    const onRejection = (event: PromiseRejectionEvent): void =>
      report({ type: 'uncaught', error: event.reason as unknown });
    addEventListener('error', onError);
    addEventListener('unhandledrejection', onRejection);
    setOpened({ client, trouble, report });
    return () => {
      removeEventListener('error', onError);
      removeEventListener('unhandledrejection', onRejection);
      void client.close();
    };
  }, []);
  return opened ? <NovaContext value={opened}>{children}</NovaContext> : fallback;
}

function useOpened(): Opened {
  const opened = use(NovaContext);
  if (!opened) throw new Error('outside of NovaProvider');
  return opened;
}

/** The typed client: whatever the app does to the world it does through this. */
export function useNova(): NovaClient {
  return useOpened().client;
}

/** What is wrong with the device's memory. */
export function useDeviceTrouble(): DeviceTrouble {
  return useOpened().trouble;
}

/** Tells the server of an error that was caught on its way. */
export function useReport(): Report {
  return useOpened().report;
}
