import type { PreviewTask } from '@nova/db';
import type { ApiContext } from './context.ts';
import type { ApiParts } from './parts.ts';
import { decideNotifications } from './notify/decide-notifications.ts';
import type { Caller } from './ports.ts';
import { GroupCommit } from './send/group-commit.ts';
import { type LookedUp, showPreviews } from './previews/show-previews.ts';
import { sendDue } from './send/send-due.ts';

/** Who calls, as the server authenticated them. */
export interface CallFacts {
  readonly caller: Caller | null;
  readonly operator: boolean;
  readonly requestId: string;
  readonly address: string;
}

/** The procedures of one process, ready to be called. */
export interface Api {
  contextFor(call: CallFacts): ApiContext;
  /** Sends accepted and not yet answered. */
  readonly queuedSends: number;
  /** Sends the scheduled messages whose time has come; resolves to whether there may be more. Any node may, at any time. */
  sendDue(): Promise<boolean>;
  /** Decides whom to tell of what was committed; resolves to whether there may be more. Any node may, at any time. */
  decideNotifications(now: Date): Promise<boolean>;
  /** Shows what was found where the links of a message lead to, once, whoever dies. @throws what the database throws. */
  showPreviews(task: PreviewTask, pages: readonly LookedUp[]): Promise<void>;
  /** Refuses new sends; resolves when the accepted ones are answered. */
  close(): Promise<void>;
}

export function createApi(parts: ApiParts): Api {
  const sends = new GroupCommit(parts);
  return {
    contextFor: ({ caller, operator, requestId, address }) => ({ caller, operator, requestId, address, parts, sends }),
    get queuedSends() {
      return sends.queued;
    },
    sendDue: () => sendDue(parts, sends),
    decideNotifications: (now) =>
      decideNotifications(
        {
          db: parts.db,
          graceMs: parts.settings.pushGraceMs,
          tell: (userId) => parts.inbox.touchedOwn(userId, 'notifications'),
          failpoint: parts.failpoint,
        },
        now,
      ),
    showPreviews: (task, pages) => showPreviews(parts, task, pages),
    close: () => sends.close(),
  };
}
