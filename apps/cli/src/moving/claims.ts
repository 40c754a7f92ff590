import type { ClaimCandidate } from '@nova/contract';
import { connectAsOperator, needSession } from '../account/connect.ts';
import { CliError, exitCodes } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { numberText as n } from '../progress.ts';

export interface ClaimsOptions {
  /** Addresses whose claims the operator vouches for. */
  readonly accept: readonly string[];
  /** All of those listed. */
  readonly acceptAll?: boolean;
  /** Only those who have proved their address. */
  readonly proven?: boolean;
}

/**
 * `nova claims`: placeholders with the address of an account, and, for those that the operator vouches for, makes them
 * that account's. @throws CliError.
 */
export async function claims(invocation: Invocation, options: ClaimsOptions): Promise<void> {
  const { terminal, signal } = invocation;
  const { accept, acceptAll = false, proven = false } = options;
  await using client = await connectAsOperator(invocation, (await needSession(invocation)).token);
  const all = await client.trpc.imports.claims.query(undefined, { signal });
  const listed = proven ? all.filter((one) => one.proven) : all;
  const wanted = new Set(accept.map((address) => address.toLowerCase()));
  const missing = [...wanted].filter((address) => !listed.some(({ email }) => email === address));
  if (missing.length > 0)
    throw new CliError(`Nobody with an account can claim ${missing.join(', ')}.`, { code: exitCodes.usage });
  const accepted: ClaimCandidate[] = [];
  for (const candidate of listed.filter(({ email }) => acceptAll || wanted.has(email))) {
    const { placeholderId, userId } = candidate;
    await client.trpc.imports.claim.mutate({ placeholderId, userId }, { signal });
    accepted.push(candidate);
  }
  if (terminal.json)
    return terminal.print(JSON.stringify({ claims: listed, accepted: accepted.map((one) => one.placeholderId) }));
  for (const one of listed) {
    const { name, source, messages, userName, userHandle, email } = one;
    const mark = accepted.includes(one) ? 'claimed' : one.proven ? 'address proved' : 'address not proved';
    terminal.print(`${name} (${source}, ${n(messages)} messages) = ${userName} @${userHandle} <${email}>: ${mark}`);
  }
  if (listed.length === 0) terminal.print('No placeholder has the address of an account.');
  else if (accepted.length === 0)
    terminal.note('Nothing was changed. Vouch for them with --accept <address>, or --accept-all.');
}
