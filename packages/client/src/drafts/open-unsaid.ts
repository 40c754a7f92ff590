import type { Id, ScheduledMessage } from '@nova/contract';
import { Later } from '../later.ts';
import type { LinkedMessages } from '../links/linked-messages.ts';
import type { Network } from '../network.ts';
import type { News } from '../notifications/news.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import type { ScheduledMessages } from '../scheduled/scheduled-messages.ts';
import type { DeviceStore } from '../store/device-store.ts';
import { Kept } from '../store/kept.ts';
import type { TabPorts } from '../tabs/tab-ports.ts';
import { traysKey } from '../trays/ids-in-trays.ts';
import type { KeptTrays, Trays } from '../trays/trays.ts';
import type { Gate } from '../wire/gate.ts';
import { askingBehind } from '../wire/gate.ts';
import type { Procedures } from '../wire/procedures.ts';
import type { KeptDrafts } from './drafts.ts';
import { Drafts } from './drafts.ts';

/** A reload costs at most this much of what one was writing. */
const draftsDelayMs = 200;

interface Unsaid {
  readonly drafts: Drafts;
  readonly trays: Later<Trays>;
  readonly scheduled: Later<ScheduledMessages>;
  readonly links: Later<LinkedMessages>;
  readonly news: Later<News>;
}

/** What a person has begun to write, what is to be sent later, what links show, and what one is to be told. Everything is asked behind the gate. */
export function openUnsaid(of: {
  readonly userId: Id;
  readonly procedures: Pick<Procedures, 'draft' | 'scheduled' | 'message' | 'notification'>;
  readonly gate: Gate;
  readonly store: DeviceStore;
  readonly platform: Platform;
  readonly network: Network;
  readonly tabs: TabPorts;
  readonly report: Report;
  /** Files that entries of the outbox need. */
  readonly outgoing: () => readonly Id[];
}): Unsaid {
  const { userId: account, procedures, gate, store, platform, network, tabs, report, outgoing } = of;
  const device = { account, store, platform, report, tabs };
  const common = { platform, network };
  const behind = askingBehind(gate);
  const { draft, scheduled, message, notification } = procedures;
  return {
    drafts: new Drafts({
      account,
      kept: new Kept<KeptDrafts>({ ...device, key: 'drafts.1', saveDelayMs: draftsDelayMs }),
      broadcast: tabs.broadcast,
      ...common,
      loadSync: async (shelf) => {
        const { DraftSync } = await import('./draft-sync.ts');
        return new DraftSync({
          shelf,
          ...common,
          save: behind((input, signal) => draft.set.mutate(input, { signal })),
          list: behind((input, signal) => draft.list.query(input, { signal })),
        });
      },
    }),
    trays: new Later(async () => {
      const { Trays } = await import('../trays/trays.ts');
      const kept = new Kept<KeptTrays>({ ...device, key: traysKey, saveDelayMs: draftsDelayMs });
      const trays = new Trays({ ...device, kept, outgoing, broadcast: tabs.broadcast });
      await trays.start();
      return trays;
    }),
    scheduled: new Later(async () => {
      const { ScheduledMessages } = await import('../scheduled/scheduled-messages.ts');
      const messages = new ScheduledMessages({
        ask: behind((signal) => scheduled.list.query(undefined, { signal })),
        change: behind((input, signal) => scheduled.change.mutate(input, { signal })),
        cancel: behind((clientId, signal) => scheduled.cancel.mutate({ clientId }, { signal })),
        sendNow: behind((clientId, signal) => scheduled.sendNow.mutate({ clientId }, { signal })),
        ...common,
        kept: new Kept<readonly ScheduledMessage[]>({ ...device, key: 'scheduled.1' }),
      });
      await messages.start();
      return messages;
    }),
    links: new Later(async () => {
      const { LinkedMessages } = await import('../links/linked-messages.ts');
      return new LinkedMessages({
        ask: behind((links, signal) => message.linked.query({ links }, { signal })),
        ...common,
      });
    }),
    news: new Later(async () => {
      const { News } = await import('../notifications/news.ts');
      return new News({ ask: behind((signal) => notification.news.query(undefined, { signal })), ...common });
    }),
  };
}
