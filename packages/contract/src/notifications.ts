import { z } from 'zod';
import { limits } from './limits.ts';
import type { ConversationKind } from './conversation.ts';
import { line } from './text.ts';

/** What one is told of anywhere: everything; what is meant for oneself (written to one, mentioning one, with a keyword, in a thread one follows); nothing. */
export const notifyScopeSchema = z.enum(['all', 'direct', 'nothing']);
export type NotifyScope = z.infer<typeof notifyScopeSchema>;

const minuteOfDay = z.number().int().min(0).max(1_439);

/** Whether there is such a place on this system's map of times. */
function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    // A mere distance from UTC knows no summer.
    return !/^[+-]/u.test(zone);
  } catch {
    return false;
  }
}

/** Hours in which one is told nothing, every week the same, by the clocks of a place. */
export const quietHoursSchema = z.object({
  /** Minutes after midnight. When `to` is not after `from`, they end on the next day. */
  from: minuteOfDay,
  to: minuteOfDay,
  /** The days on which they begin: 1 is Monday, 7 is Sunday. */
  days: z
    .array(z.number().int().min(1).max(7))
    .min(1)
    .max(7)
    .transform((days) => [...new Set(days)].toSorted((a, b) => a - b)),
  /** An IANA time zone, such as Europe/Berlin. */
  zone: z.string().min(1).max(64).refine(isZone, 'no such time zone'),
});
export type QuietHours = z.infer<typeof quietHoursSchema>;

const keywordSchema = line(limits.keywordMaxChars).transform((word) => word.replaceAll(/\s+/gu, ' '));

/** What is given is set, the rest stays as it is. */
export const notifySettingsInput = z
  .object({
    scope: notifyScopeSchema.optional(),
    /** Found as whole words, whatever their case. */
    keywords: z
      .array(keywordSchema)
      .max(limits.keywordsMax)
      .transform((words) => [...new Map(words.map((word) => [word.toLowerCase(), word])).values()])
      .optional(),
    quiet: quietHoursSchema.nullable().optional(),
    /** Until then one is told nothing, whatever the hour. */
    dndUntil: z.iso
      .datetime({ offset: true })
      .refine((at) => Date.parse(at) >= Date.UTC(2000, 0) && Date.parse(at) < Date.UTC(2200, 0), 'too far away')
      .nullable()
      .optional(),
  })
  .refine((input) => Object.values(input).some((value) => value !== undefined), { message: 'nothing to change' });
export type NotifySettingsInput = z.infer<typeof notifySettingsInput>;

/** What a person has set, the same on all their devices. */
export interface NotifySettings {
  scope: NotifyScope;
  keywords: string[];
  quiet: QuietHours | null;
  /** ISO 8601, UTC; it may have passed. */
  dndUntil: string | null;
}

/** How this device is told: by its push service, only while the app is open there, not at all. */
export type NotifyDeviceMode = 'push' | 'page' | 'off';

export interface NotifySettingsOutput extends NotifySettings {
  thisDevice: NotifyDeviceMode;
  /** Some device of the person is pushed to: it is to be known when they look at another. */
  hasPush: boolean;
  /** The key of this deployment that push services ask for; null: it pushes nothing. */
  pushKey: string | null;
}

const base64url = (bytes: number) =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}={0,2}$`, 'u'), 'no such key');

export const notifyDeviceInput = z.object({
  on: z.boolean(),
  /** In which it speaks. */
  language: z.enum(['en', 'de', 'ar']).default('en'),
  /** As its browser made it; without one it is told only while the app is open there. */
  subscription: z
    .object({
      endpoint: z.string().min(1).max(limits.endpointMaxChars),
      p256dh: base64url(65),
      auth: base64url(16),
    })
    .optional(),
});
export type NotifyDeviceInput = z.infer<typeof notifyDeviceInput>;

/** Whether somebody looks at the app on this device. */
export const activeInput = z.object({ on: z.boolean() });

/** What a person is to be told now of one conversation: the newest message, and how many there are with it. */
export interface NotificationNews {
  conversationId: string;
  kind: ConversationKind;
  title: string | null;
  messageId: string;
  threadRootId: string | null;
  /** The newest message's place: what is told again under the same is no news. */
  seq: number;
  /** The place of the newest that is meant for oneself; null when none is. */
  meantSeq: number | null;
  count: number;
  senderName: string;
  /** The beginning of its text, up to `limits.notificationChars`. */
  body: string;
  /** Of a message without words. */
  fileName?: string;
}

/** What is pushed to a device, encrypted for it. */
export type PushedNews =
  | (NotificationNews & { type: 'news'; userId: string; language: string })
  /** What was told of this conversation is read, deleted, or not one's own any more. */
  | { type: 'over'; conversationId: string }
  | { type: 'trial'; language: string };
