export type { AppRouter } from './app-router.ts';
export { appRouter } from './app-router.ts';
export type { Api, CallFacts } from './api.ts';
export { createApi } from './api.ts';
export type { LookedUp } from './previews/show-previews.ts';
export type { ApiContext } from './context.ts';
export type { ApiParts } from './parts.ts';
export type {
  ApiMeter,
  BeforeErase,
  Caller,
  EventFeed,
  InboxFeed,
  InboxHint,
  Limiter,
  LimitKind,
  LimitVerdict,
  MailPort,
  NewestApp,
  OnCommitted,
  Presence,
} from './ports.ts';
export type { ApiSettings } from './settings.ts';
export { apiDefaults } from './settings.ts';
export { refuse, Refusal } from './errors/refusal.ts';
export { describeError } from './errors/error-formatter.ts';
export { newsOf } from './notify/judge-notifications.ts';
export { isUndisturbed } from './notify/quiet-hours.ts';
export { mayPushTo } from './policy/push-policy.ts';
