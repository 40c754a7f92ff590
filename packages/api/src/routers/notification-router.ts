import {
  activeInput,
  type NotificationNews,
  notifyDeviceInput,
  type NotifyDeviceMode,
  notifySettingsInput,
  type NotifySettingsOutput,
} from '@nova/contract';
import {
  planTrial,
  readNotifyDevice,
  readNotifySettings,
  removeNotifyDevice,
  setActive,
  setNotifyDevice,
  setNotifySettings,
} from '@nova/db';
import { issuerOf, type SignedInContext } from '../context.ts';
import { refuse } from '../errors/refusal.ts';
import { asOneself } from '../lock/as-oneself.ts';
import { newsOf } from '../notify/judge-notifications.ts';
import { isPushKey, mayPushTo } from '../policy/push-policy.ts';
import { router, signedIn } from '../procedures.ts';

/** Somebody who looks is believed to look on for so long. */
const activeForMs = 60_000;

export const notificationRouter = router({
  settings: signedIn('read').query(({ ctx }) => settingsOf(ctx)),
  setSettings: signedIn('write')
    .input(notifySettingsInput)
    .mutation(async ({ ctx, input }): Promise<NotifySettingsOutput> => {
      await setNotifySettings(ctx.parts.db.query, ctx.caller.userId, input);
      ctx.parts.inbox.touchedOwn(ctx.caller.userId, 'notifications');
      return settingsOf(ctx);
    }),
  setDevice: signedIn('write')
    .input(notifyDeviceInput)
    .mutation(async ({ ctx, input }): Promise<{ thisDevice: NotifyDeviceMode }> => {
      const { userId, sessionId } = ctx.caller;
      const { query } = ctx.parts.db;
      const { on, language, subscription = null } = input;
      if (!on) {
        await removeNotifyDevice(query, sessionId);
        return { thisDevice: 'off' };
      }
      const { pushOrigins = [], vapidPublicKey } = ctx.parts.settings;
      if (subscription && (!vapidPublicKey || !mayPushTo(subscription.endpoint, pushOrigins)))
        throw refuse('PUSH_REFUSED');
      if (subscription && !isPushKey(subscription.p256dh)) throw refuse('INVALID_INPUT');
      return asOneself(ctx.parts, {
        action: 'notification.setDevice',
        issuer: issuerOf(ctx),
        targetId: sessionId,
        async act(held) {
          const isSet = await setNotifyDevice(held, { sessionId, userId, language, subscription });
          if (!isSet) throw refuse('DEVICES_FULL');
          return { out: { thisDevice: subscription ? 'push' : 'page' }, audit: null };
        },
      });
    }),
  setActive: signedIn('typing')
    .input(activeInput)
    .mutation(async ({ ctx, input }): Promise<void> => {
      await setActive(ctx.parts.db.query, ctx.caller.userId, input.on ? activeForMs : null);
    }),
  try: signedIn('write').mutation(async ({ ctx }) => ({
    planned: await planTrial(ctx.parts.db.query, ctx.caller.sessionId),
  })),
  news: signedIn('read').query(
    async ({ ctx }): Promise<{ news: NotificationNews[] }> => ({
      news: await newsOf(ctx.parts.db.query, ctx.caller.userId, null),
    }),
  ),
});

async function settingsOf({ parts, caller }: SignedInContext): Promise<NotifySettingsOutput> {
  const [settings, device] = await Promise.all([
    readNotifySettings(parts.db.query, caller.userId),
    readNotifyDevice(parts.db.query, caller),
  ]);
  return { ...settings, ...device, pushKey: parts.settings.vapidPublicKey ?? null };
}
