import type { Id } from '@nova/contract';
import type { SignInRefusal } from '../errors.ts';
import { NovaClientError } from '../errors.ts';
import type { Http } from './http.ts';
import { probeTimeoutMs } from './reachability.ts';

/** Who signed in; `token` is what a program sends as its bearer token. */
export interface SignedIn {
  readonly userId: Id;
  readonly token: string | null;
}

/** Hashing a password well takes its time. */
const timeoutMs = 30_000;

/** Nova's sign-up and sign-in. Each call throws NovaClientError SIGN_IN_REFUSED with the HTTP status, or UNREACHABLE. */
export class AuthApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  signUp(person: { name: string; email: string; password: string }): Promise<SignedIn> {
    return this.#enter('sign-up/email', person);
  }

  signIn(person: { email: string; password: string }): Promise<SignedIn> {
    return this.#enter('sign-in/email', person);
  }

  /** Whose session this is; `null`: there is none. */
  async whoseSession(): Promise<Id | null> {
    const response = await this.#reach(() =>
      this.#http.request('/api/auth/get-session', { timeoutMs: probeTimeoutMs }),
    );
    if (!response.ok) throw await refused(response);
    return userIdIn(await response.json().catch(() => null));
  }

  /** Ends the session on the server; one that has ended already is fine. */
  async signOut(): Promise<void> {
    const response = await this.#post('sign-out', {});
    if (!response.ok && response.status !== 401) throw await refused(response);
  }

  /** Ends all other sessions too. */
  async changePassword(change: { current: string; next: string }): Promise<void> {
    const { current: currentPassword, next: newPassword } = change;
    const response = await this.#post('change-password', { currentPassword, newPassword, revokeOtherSessions: true });
    if (!response.ok) throw await refused(response);
  }

  /** Has the way to a new password mailed, if there is an account with this address: which is not told. */
  async forgotPassword(email: string): Promise<void> {
    const response = await this.#post('request-password-reset', { email });
    if (!response.ok) throw await refused(response);
  }

  /** Sets a new password, by the token of such a mail; ends all sessions. */
  async resetPassword({ token, next }: { token: string; next: string }): Promise<void> {
    const response = await this.#post('reset-password', { token, newPassword: next });
    if (!response.ok) throw await refused(response);
  }

  async #enter(path: string, body: Record<string, string>): Promise<SignedIn> {
    const response = await this.#post(path, body);
    if (!response.ok) throw await refused(response);
    const userId = userIdIn(await response.json().catch(() => null));
    if (userId === null) throw new NovaClientError('SIGN_IN_REFUSED', { detail: response.status });
    return { userId, token: response.headers.get('set-auth-token') };
  }

  #post(path: string, body: object): Promise<Response> {
    return this.#reach(() => this.#http.request(`/api/auth/${path}`, { body, timeoutMs }));
  }

  async #reach(ask: () => Promise<Response>): Promise<Response> {
    try {
      return await ask();
    } catch (error) {
      throw new NovaClientError('UNREACHABLE', { cause: error });
    }
  }
}

/** The id in `{ user: { id } }`. */
function userIdIn(answer: unknown): Id | null {
  const user = typeof answer === 'object' && answer !== null && 'user' in answer ? answer.user : null;
  const userId = typeof user === 'object' && user !== null && 'id' in user ? user.id : null;
  return typeof userId === 'string' ? userId : null;
}

/** What the server's authentication library calls its refusals. */
const refusals: Readonly<Record<string, SignInRefusal>> = {
  INVALID_EMAIL_OR_PASSWORD: 'WRONG_PASSWORD',
  INVALID_PASSWORD: 'WRONG_PASSWORD',
  USER_ALREADY_EXISTS: 'EMAIL_TAKEN',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'EMAIL_TAKEN',
  INVALID_EMAIL: 'INVALID_EMAIL',
  INVALID_NAME: 'INVALID_NAME',
  PASSWORD_TOO_SHORT: 'PASSWORD_TOO_SHORT',
  PASSWORD_TOO_LONG: 'PASSWORD_TOO_LONG',
  RATE_LIMITED: 'RATE_LIMITED',
  INVALID_TOKEN: 'LINK_INVALID',
  MAIL_OFF: 'MAIL_OFF',
};

async function refused(response: Response): Promise<NovaClientError> {
  const said: unknown = await response.json().catch(() => null);
  const field = (name: string): unknown =>
    typeof said === 'object' && said !== null ? Reflect.get(said, name) : undefined;
  const [code, waitMs] = [field('code'), field('retryAfterMs')];
  const refusal =
    (typeof code === 'string' ? refusals[code] : null) ?? (response.status === 429 ? 'RATE_LIMITED' : 'OTHER');
  const retryAfterMs = typeof waitMs === 'number' && waitMs > 0 ? waitMs : 0;
  return new NovaClientError('SIGN_IN_REFUSED', { detail: response.status, refusal, retryAfterMs });
}
