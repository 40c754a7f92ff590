'use client';

import type { NovaClient, Report } from '@nova/client';
import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import type { DeviceTrouble } from './device-trouble.ts';
import type { Opened } from './open-nova.ts';
import { openNova } from './open-nova.ts';

/** `null` on the server, which shows an outline only. */
const opened = typeof window === 'undefined' ? null : openNova();

/** As `Opened` says it. */
export const novaBegun: Promise<unknown> = opened?.begun ?? Promise.resolve();

const NovaContext = createContext<Opened | null>(null);

/** Gives the tab's one client to what is inside. */
export function NovaProvider({ children }: { children: ReactNode }) {
  return <NovaContext value={opened}>{children}</NovaContext>;
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
