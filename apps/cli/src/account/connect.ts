import { join } from 'node:path';
import type { Id } from '@nova/contract';
import { createNovaClient, type DeviceStore, inProcessTabs, type NovaClient } from '@nova/client';
import { CliError, exitCodes } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { KeptCredentials } from './kept-credentials.ts';
import { findOperatorToken, localSecretsFile, operatorHeader } from './operator-token.ts';

/** The session to speak with, and where it is from, for a person. */
export interface KnownSession {
  readonly token: string;
  readonly from: string;
  /** Known for a kept session only; of a bare token the server has to be asked. */
  readonly userId: Id | null;
}

export function credentialsOf({ env }: Invocation): KeptCredentials {
  return new KeptCredentials(join(env.configFolder, 'credentials.json'));
}

/** The session of the option, the environment, or `nova sign-in`; null for none. @throws CliError. */
export async function findSession(invocation: Invocation): Promise<KnownSession | null> {
  const { options, env, url } = invocation;
  if (options.token !== undefined) return { token: options.token, from: '--token', userId: null };
  if (env.token !== undefined) return { token: env.token, from: 'NOVA_TOKEN', userId: null };
  const kept = await credentialsOf(invocation).of(url.origin);
  return kept && { token: kept.token, from: `nova sign-in as ${kept.email}`, userId: kept.userId };
}

/** @throws CliError when nobody is signed in. */
export async function needSession(invocation: Invocation): Promise<KnownSession> {
  const session = await findSession(invocation);
  if (session) return session;
  throw new CliError(
    `You are not signed in at ${invocation.url.origin}. ` +
      'Sign in with nova sign-in, make an account with nova sign-up, or give a token: --token, NOVA_TOKEN.',
    { code: exitCodes.signIn },
  );
}

export interface ConnectOptions {
  /** The session's token; null speaks as nobody. */
  readonly token: string | null;
  readonly operatorToken?: string;
  readonly store?: DeviceStore;
  /** Chooses the ids of the next sends. */
  readonly newId?: () => Id;
}

/** A client for this command. Close it. It connects when it is first used. */
export function connect({ url }: Invocation, of: ConnectOptions): NovaClient {
  const { operatorToken, store, newId } = of;
  return createNovaClient({
    url: url.origin,
    auth: { kind: 'bearer', ...(of.token === null ? {} : { token: of.token }) },
    tabs: inProcessTabs(),
    ...(store ? { store } : {}),
    ...(newId ? { newId } : {}),
    ...(operatorToken === undefined ? {} : { fetch: fetchWith(operatorHeader, operatorToken) }),
  });
}

/** A client that may do what is for operators; says where the token is from. @throws CliError when there is none. */
export async function connectAsOperator(invocation: Invocation, token: string): Promise<NovaClient> {
  const operatorToken = await needOperatorToken(invocation);
  return connect(invocation, { token, operatorToken });
}

/** Says where the token is from. @throws CliError when there is none. */
export async function needOperatorToken(invocation: Invocation): Promise<string> {
  const { options, env, url, terminal } = invocation;
  const found = await findOperatorToken({
    option: options.operatorToken,
    variable: env.operatorToken,
    url,
    secretsFile: localSecretsFile,
  });
  if (!found) {
    throw new CliError(
      `This is for who runs the server at ${url.origin}: give its operator token, --operator-token or ` +
        'NOVA_OPERATOR_TOKEN. Beside a server started with npm start here it is found by itself.',
      { code: exitCodes.signIn },
    );
  }
  terminal.note(`Operator token from ${found.from}.`);
  return found.token;
}

function fetchWith(name: string, value: string): typeof fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set(name, value);
    return fetch(input, { ...init, headers });
  };
}
