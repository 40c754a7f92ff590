import { createNovaClient, serverReport } from '@nova/client';
import type { NovaClient, Report } from '@nova/client';
import { buildId } from '../env.ts';
import { placeOf } from '../navigation/place.ts';
import { DeviceTrouble } from './device-trouble.ts';

export interface Opened {
  readonly client: NovaClient;
  readonly trouble: DeviceTrouble;
  /** Tells the server of what went wrong. */
  readonly report: Report;
}

/** By then whoever shows the conversation holds it, or nobody wants it. */
const heldMs = 5_000;

/**
 * The client of this tab, for as long as the tab is. What the device remembers is being read from here on, the
 * conversation of the address included: by the time React has made a screen to show it on, it is there. What nobody
 * catches is reported.
 */
export function openNova(): Opened {
  const url = location.origin;
  const trouble = new DeviceTrouble();
  const tell = serverReport({ url, version: buildId });
  const report: Report = (incident) => {
    trouble.note(incident);
    tell(incident);
  };
  const client = createNovaClient({ url, auth: { kind: 'cookie' }, report });
  addEventListener('error', ({ error, message }) => {
    // The browser's way to say that it measures again in the next frame: nothing threw.
    if (!message.startsWith('ResizeObserver loop')) report({ type: 'uncaught', error: error as unknown });
  });
  addEventListener('unhandledrejection', (event) => report({ type: 'uncaught', error: event.reason as unknown }));
  // Nobody signed in, or nobody to ask: whoever shows the session says so.
  client.ready().catch(() => null);
  const place = placeOf(location);
  if (place.name === 'conversation') {
    const early = client.conversation(place.id);
    setTimeout(() => early.close(), heldMs);
  }
  return { client, trouble, report };
}
