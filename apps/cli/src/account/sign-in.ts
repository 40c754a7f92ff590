import { rm } from 'node:fs/promises';
import { FileStore } from '@nova/client/file-store';
import { nameSchema } from '@nova/contract';
import { CliError, exitCodes } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { accountFolder, outboxFolder } from './account-folder.ts';
import { ask, askPassword } from './ask.ts';
import { connect, credentialsOf, findSession } from './connect.ts';

export interface SignInOptions {
  readonly email?: string;
}

export interface SignUpOptions extends SignInOptions {
  readonly name?: string;
}

/** Signs in and keeps the session for later calls. */
export async function signIn(invocation: Invocation, { email: given }: SignInOptions): Promise<void> {
  const email = given ?? (await ask(invocation, 'Email', 'name it with --email'));
  const password = await askPassword(invocation);
  await using client = connect(invocation, { token: null });
  await client.signIn({ email, password });
  await keep(invocation, client);
}

/** Makes an account, signs in and keeps the session. */
export async function signUp(invocation: Invocation, given: SignUpOptions): Promise<void> {
  const name = nameSchema.safeParse(given.name ?? (await ask(invocation, 'Name', 'give it with --name')));
  if (!name.success) throw new CliError('This is not a usable name.', { code: exitCodes.usage });
  const email = given.email ?? (await ask(invocation, 'Email', 'name it with --email'));
  const password = await askPassword(invocation);
  await using client = connect(invocation, { token: null });
  await client.signUp({ name: name.data, email, password });
  await keep(invocation, client);
}

/**
 * Ends the session on the server and forgets everything of the account here (O8). A session that has ended already is
 * fine. @throws NovaClientError OUTBOX_NOT_EMPTY, unless `force`: then nothing has happened.
 */
export async function signOut(invocation: Invocation, { force = false }: { force?: boolean }): Promise<void> {
  const { terminal, url } = invocation;
  const session = await findSession(invocation);
  if (!session) {
    terminal.note(`You are not signed in at ${url.origin}.`);
    return;
  }
  const { token, userId } = session;
  const store = userId === null ? null : new FileStore(outboxFolder(invocation, userId));
  try {
    await using client = connect(invocation, { token, ...(store ? { store } : {}) });
    await client.signOut({ force });
  } finally {
    await store?.close();
  }
  if (userId !== null) {
    await credentialsOf(invocation).keep(url.origin, null);
    await rm(accountFolder(invocation, userId), { recursive: true, force: true });
  }
  if (terminal.json) terminal.print(JSON.stringify({ signedOut: true }));
  else terminal.print(`Signed out of ${url.origin}.`);
}

async function keep(invocation: Invocation, client: ReturnType<typeof connect>): Promise<void> {
  const { terminal, url } = invocation;
  const { token } = client;
  if (token === null) throw new CliError('The server signed you in without a token for programs.');
  const { id, name, email, handle } = await client.trpc.user.me.query();
  const credentials = credentialsOf(invocation);
  await credentials.keep(url.origin, { userId: id, name, email, token });
  if (terminal.json) terminal.print(JSON.stringify({ userId: id, name, email, handle, url: url.origin }));
  else
    terminal.print(`Signed in at ${url.origin} as ${name} (@${handle}). The session is kept in ${credentials.path}.`);
}
