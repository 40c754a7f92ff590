import { classify, NovaClientError } from '@nova/client';
import { CliError, type ExitCode, exitCodes } from './cli-error.ts';

/** What went wrong, for a person and for the shell. */
export interface Words {
  readonly text: string;
  readonly code: ExitCode;
  /** What to do about it. */
  readonly advice: string | null;
}

const signInAdvice = 'Sign in: nova sign-in. Or give a token: --token, NOVA_TOKEN.';
const laterAdvice = 'Try again; what was done already is not done twice.';

/** An error in words. Anything that is not expected is named, never shown with its stack. */
export function wordsOf(error: unknown, { url }: { url: string }): Words {
  if (error instanceof CliError) return { text: error.message, code: error.code, advice: null };
  if (error instanceof NovaClientError) return ofClient(error, url);
  if (isSystemError(error)) return { text: error.message, code: exitCodes.failed, advice: null };
  if (error instanceof TypeError && !isFetchFailure(error)) return unexpected(error);
  return ofServer(error, url);
}

function ofClient(error: NovaClientError, url: string): Words {
  switch (error.code) {
    case 'SIGNED_OUT':
      return { text: error.message, code: exitCodes.signIn, advice: signInAdvice };
    case 'SIGN_IN_REFUSED':
      return refusedSignIn(error);
    case 'UNREACHABLE':
      return unreachable(url);
    case 'OUTBOX_NOT_EMPTY':
      return {
        text: `${error.message} There are ${error.detail}.`,
        code: exitCodes.failed,
        advice: 'Send them: nova outbox --send. Or lose them: --force.',
      };
    case 'STORE_IN_USE':
      return {
        text: `Another nova is doing this already (process ${error.detail}).`,
        code: exitCodes.later,
        advice: 'Wait for it to end, or give this tail a position of its own: --name.',
      };
    case 'OUTBOX_FULL':
      return { text: error.message, code: exitCodes.failed, advice: 'See what waits: nova outbox.' };
    case 'STORAGE_FULL':
    case 'STORAGE_FAILED':
    case 'CLOSED':
      return { text: error.message, code: exitCodes.failed, advice: null };
    default:
      return error.code satisfies never;
  }
}

function refusedSignIn({ detail }: NovaClientError): Words {
  const later = detail === 429 || (typeof detail === 'number' && detail >= 500);
  const text =
    detail === 401
      ? 'There is no account with this address and password.'
      : detail === 422
        ? 'There is an account with this address already.'
        : detail === 429
          ? 'Too many attempts: please wait.'
          : `The server refused to sign you in (status ${detail}).`;
  return { text, code: later ? exitCodes.later : exitCodes.signIn, advice: null };
}

function ofServer(error: unknown, url: string): Words {
  const { cause, policy, text } = classify(error);
  if (cause === 'UNREACHABLE' || cause === 'NO_CONNECTION') return unreachable(url);
  if (cause === 'UNKNOWN') return unexpected(error);
  if (policy === 'signIn') return { text: 'You are not signed in.', code: exitCodes.signIn, advice: signInAdvice };
  if (policy === 'retry') return { text, code: exitCodes.later, advice: laterAdvice };
  return { text: `${text} (${cause})`, code: exitCodes.failed, advice: null };
}

function unreachable(url: string): Words {
  return {
    text: `There is no Nova server at ${url}.`,
    code: exitCodes.later,
    advice: 'Start one: npm start. Or name another: --url, NOVA_URL.',
  };
}

function unexpected(error: unknown): Words {
  const name = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { text: `Something unexpected went wrong: ${name}`, code: exitCodes.failed, advice: null };
}

/** What `fetch` throws when there is no connection. */
function isFetchFailure(error: TypeError): boolean {
  return error.message === 'fetch failed' || error.cause !== undefined;
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && !('data' in error) && 'path' in error;
}
