import type { Limiter, LimitKind } from '@nova/api';
import type { Settings } from '../settings.ts';
import type { Budget } from './budget.ts';
import type { SharedLimiter } from './shared-limiter.ts';

/** Everything that is counted: what procedures count, and what the server counts before them. */
export type BudgetKind = LimitKind | 'request' | 'auth' | 'signIn' | 'report' | 'page' | 'link';

export function budgetsOf(settings: Settings): Record<BudgetKind, Budget> {
  return {
    request: settings.limitRequest,
    auth: settings.limitAuth,
    signIn: settings.limitSignIn,
    report: settings.limitReport,
    read: settings.limitRead,
    search: settings.limitSearch,
    send: settings.limitSend,
    write: settings.limitWrite,
    live: settings.limitLive,
    typing: settings.limitTyping,
    import: settings.limitImport,
    upload: settings.limitUpload,
    download: settings.limitDownload,
    page: settings.limitPage,
    link: settings.limitLink,
    mail: settings.limitMail,
  };
}

/** What procedures count: per person, before signing in per address. */
export function userLimiter(shared: SharedLimiter<BudgetKind>): Limiter {
  return { consume: (kind, { userId, address }) => shared.consume(kind, userId ?? address) };
}
