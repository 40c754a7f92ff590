import { z } from 'zod';

const digestSchema = z.enum(['off', 'daily', 'weekly']);
/** How often somebody who was long away is mailed what they missed, at most. */
export type Digest = z.infer<typeof digestSchema>;

export const setMailInput = z.object({
  digest: digestSchema.optional(),
  /** BCP 47: mails speak it where they can. */
  language: z
    .string()
    .max(35)
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/)
    .optional(),
  /** IANA: times in mails are those there. */
  timeZone: z.string().max(64).refine(isTimeZone, 'no time zone').optional(),
});
export type SetMailInput = z.infer<typeof setMailInput>;

export const proveInput = z.object({ token: z.string().min(1).max(500) });

/** How mail reaches the caller. */
export interface MailSettings {
  /** Whether this deployment sends any. */
  isOn: boolean;
  email: string;
  /** Whether the caller has shown that the address is theirs. */
  isProved: boolean;
  /** The address takes no mail: nothing is sent there until there is another one. */
  isRefused: boolean;
  digest: Digest;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
