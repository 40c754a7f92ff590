import { createNovaClient, serverReport } from '@nova/client';
import type { Conversation, NovaClient, NovaClientOptions, Report } from '@nova/client';
import { buildId } from '../env.ts';
import { placeOf } from '../navigation/place.ts';
import { drawInPieces } from '../ui/in-pieces.ts';
import { DeviceTrouble } from './device-trouble.ts';
import { hearTrouble } from './hear-trouble.ts';

declare global {
  /** The device's memory, as `boot.js` has opened it. */
  var novaDevice: Promise<IDBDatabase | null> | null | undefined;
  /** What it has asked the server already; it takes out what a change of the session makes worthless. */
  var novaEarly: NonNullable<NovaClientOptions['early']> | undefined;
}

export interface Opened {
  readonly client: NovaClient;
  readonly trouble: DeviceTrouble;
  /** Tells the server of what went wrong. */
  readonly report: Report;
  /** Resolves when what the device remembers can be shown, or when it does not say so soon. */
  readonly begun: Promise<unknown>;
}

/** A device that is asked answers within a fraction of it; nobody waits longer before they see anything. */
const deviceMs = 60;
/** Likewise on a new device, which makes its memory first, for what the server was asked while the scripts came. */
const answersMs = 150;
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
  hearTrouble(report);
  const device = globalThis.novaDevice ?? null;
  globalThis.novaDevice = null;
  const client = createNovaClient({
    url,
    auth: { kind: 'cookie' },
    report,
    device,
    early: globalThis.novaEarly ?? null,
  });
  const ready = client.ready();
  const place = placeOf(location);
  const early = place.name === 'conversation' ? client.conversation(place.id) : null;
  if (early) setTimeout(() => early.close(), heldMs);
  const isAsked = early !== null && (globalThis.novaEarly?.size ?? 0) > 1;
  if (isAsked) drawInPieces();
  const patience = new Promise((resolve) => setTimeout(resolve, isAsked ? answersMs : deviceMs));
  const shown = ready.then(
    () => (isAsked ? loaded(early) : null),
    // Nobody signed in, or nobody to ask: whoever shows the session says so.
    () => null,
  );
  const begun = Promise.race([shown, patience]);
  return { client, trouble, report, begun };
}

/** Resolves when something of it can be shown. */
function loaded(conversation: Conversation): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (conversation.status === 'loading') return;
      leave();
      resolve();
    };
    const leave = conversation.subscribe(look);
    look();
  });
}
