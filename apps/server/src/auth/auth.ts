import { nameSchema } from '@nova/contract';
import { type Database, newId, schema, setMail } from '@nova/db';
import { hash, verify } from '@node-rs/argon2';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { bearer } from 'better-auth/plugins';
import type { Logger } from 'pino';
import type { SharedLimiter } from '../limits/shared-limiter.ts';
import type { BudgetKind } from '../limits/user-limiter.ts';
import type { Mail } from '../mail/open-mail.ts';
import type { Settings } from '../settings.ts';
import { giveHandle } from './handles.ts';

/** Set by this server on every request it hands to the library: who asks, whatever the caller claims. */
export const trustedAddressHeader = 'x-nova-address';

/** The library's routes that Nova serves; every other one is closed (A1). */
export const authRoutes: ReadonlySet<string> = new Set([
  '/sign-up/email',
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/change-password',
  '/request-password-reset',
  '/reset-password',
  '/ok',
]);

/** How long the way to a new password is open. */
const resetSeconds = 3_600;
/** A session that is used is prolonged at least this often. */
const seenToSeconds = 3_600;

export interface AuthParts {
  readonly settings: Settings;
  readonly db: Database;
  readonly limiter: SharedLimiter<BudgetKind>;
  readonly mail: Pick<Mail, 'isOn' | 'askForProof' | 'sendReset'>;
  readonly log: Logger;
}

/**
 * Sign-up, sign-in and sessions, by a library: passwords as argon2id hashes, sessions as rows. A session is a signed
 * cookie for browsers and the same text as a bearer token for programs. Origins are checked before it (see
 * `origin.ts`): the library's own check refuses programs.
 */
export function openAuth({ settings, db, limiter, mail, log }: AuthParts) {
  const { publicUrl, authSecret, sessionMs } = settings;
  return betterAuth({
    appName: 'Nova',
    // Never used for links: those in mails are Nova's own. Requests are told apart by their path.
    baseURL: publicUrl ?? `http://127.0.0.1:${settings.port}`,
    basePath: '/api/auth',
    secret: authSecret,
    telemetry: { enabled: false },
    database: drizzleAdapter(db.orm, { provider: 'pg', schema, usePlural: true }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 256,
      // Whoever had the old password may be somebody else.
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: resetSeconds,
      ...(mail.isOn
        ? {
            sendResetPassword: ({ user: { id: userId, name, email }, token }) => {
              mail.sendReset({ userId, name, email, token });
              return Promise.resolve();
            },
          }
        : {}),
      password: { hash: (password) => hash(password), verify: ({ hash: known, password }) => verify(known, password) },
    },
    session: {
      expiresIn: Math.ceil(sessionMs / 1_000),
      // Its row then says, to the hour, when its person was last seen (E2).
      updateAge: Math.min(seenToSeconds, Math.ceil(sessionMs / 30_000)),
      // It would go on accepting sessions that have ended.
      cookieCache: { enabled: false },
    },
    plugins: [bearer({ requireSignature: true })],
    // Counted by Nova's own limiter, on every node together.
    rateLimit: { enabled: false },
    hooks: {
      before: createAuthMiddleware(async ({ path, body }) => {
        if (path === '/request-password-reset' && !mail.isOn) throw mailOff();
        if (path !== '/sign-in/email') return;
        const wait = await limiter.consume('signIn', accountOf(body));
        if (wait) throw tooMany(wait.retryAfterMs);
      }),
    },
    databaseHooks: {
      user: {
        create: {
          before: (user) => Promise.resolve({ data: { ...user, name: validName(user.name) } }),
          async after({ id, name, email }, context) {
            await giveHandle(db.query, { id, name });
            const language = languageOf(context?.headers?.get('accept-language'));
            // Mail is told at once which language; an account without it is an account.
            await setMail(db.query, id, { digest: null, language, timeZone: null }).catch(() => false);
            mail.askForProof({ userId: id, name, email, language });
          },
        },
      },
    },
    advanced: {
      cookiePrefix: 'nova',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [trustedAddressHeader] },
      database: { generateId: () => newId() },
    },
    onAPIError: {
      onError(error) {
        if (!(error instanceof APIError) || error.statusCode >= 500) log.error({ err: error, part: 'auth' }, 'failed');
      },
    },
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'error' ? 'error' : 'warn']({ part: 'auth' }, message),
    },
  });
}

export type Auth = ReturnType<typeof openAuth>;

/** Whose password is tried. */
function accountOf(body: unknown): string {
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null;
  return typeof email === 'string' ? email.toLowerCase().slice(0, 320) : '';
}

/** What a browser would rather read. */
function languageOf(accepted: string | null | undefined): string | null {
  return /^[a-z]{2,3}/.exec(accepted ?? '')?.[0] ?? null;
}

function validName(name: unknown): string {
  const read = nameSchema.safeParse(name);
  if (!read.success) throw new APIError('BAD_REQUEST', { code: 'INVALID_NAME', message: 'This is not a usable name.' });
  return read.data;
}

function mailOff(): APIError {
  return new APIError('BAD_REQUEST', { code: 'MAIL_OFF', message: 'This Nova sends no mail.' });
}

function tooMany(retryAfterMs: number): APIError {
  return new APIError(
    'TOO_MANY_REQUESTS',
    { code: 'RATE_LIMITED', message: 'Too many attempts: please wait.', retryAfterMs },
    { 'Retry-After': String(Math.ceil(retryAfterMs / 1_000)) },
  );
}
