import { createHmac } from 'node:crypto';
import type { Id } from '@nova/contract';
import { type NovaClient, NovaClientError, type Persisting } from '@nova/client';
import { connect } from '../account/connect.ts';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import type { DemoPerson } from './demo-workspace.ts';

/** A demo person, signed in. */
export interface DemoAccount {
  readonly person: DemoPerson;
  readonly client: NovaClient;
  readonly userId: Id;
  readonly handle: string;
}

/**
 * The password of all demo accounts of one deployment: the same in every run, and nobody's who does not know the
 * operator token.
 */
export function demoPassword(operatorToken: string): string {
  return `demo-${createHmac('sha256', operatorToken).update('nova demo accounts').digest('hex').slice(0, 12)}`;
}

/** Signs a demo person in, makes the account first if there is none. The session ends with `signOut` of the client. */
export async function enterDemoAccount(
  invocation: Invocation,
  person: DemoPerson,
  of: { password: string; operatorToken: string; persisting: Persisting },
): Promise<DemoAccount> {
  const { password, operatorToken, persisting } = of;
  const { signal } = invocation;
  const client = connect(invocation, { token: null, operatorToken });
  try {
    await client.signIn({ email: person.email, password }).catch(async (error: unknown) => {
      if (!isRefused(error, 401)) throw error;
      await client.signUp({ ...person, password });
    });
  } catch (error) {
    await client.close();
    if (!isRefused(error, 422)) throw error;
    throw new CliError(`There is an account ${person.email} already, with another password than the demo's.`, {
      cause: error,
    });
  }
  const { id, handle } = await persisting(() => client.trpc.user.me.query(undefined, { signal }), signal);
  return { person, client, userId: id, handle };
}

function isRefused(error: unknown, status: number): boolean {
  return error instanceof NovaClientError && error.code === 'SIGN_IN_REFUSED' && error.detail === status;
}
