import type { Database, Failpoint } from '@nova/db';
import type {
  ApiMeter,
  BeforeErase,
  EventFeed,
  InboxFeed,
  Limiter,
  MailPort,
  NewestApp,
  OnCommitted,
  Presence,
} from './ports.ts';
import type { ApiSettings } from './settings.ts';

/** Everything the procedures stand on, made by the server. */
export interface ApiParts {
  readonly db: Database;
  readonly events: EventFeed;
  readonly inbox: InboxFeed;
  readonly presence: Presence;
  readonly limiter: Limiter;
  readonly mail: MailPort;
  readonly newestApp: NewestApp;
  readonly onCommitted: OnCommitted;
  readonly beforeErase: BeforeErase;
  readonly meter: ApiMeter;
  readonly settings: ApiSettings;
  /** In [0, 1): spreads retries. */
  readonly random: () => number;
  /** Where tests stop or kill a command. */
  readonly failpoint?: Failpoint;
}
