import { wireVersion } from '@nova/contract';
import { NovaClientError } from '@nova/client';
import { FileStore } from '@nova/client/file-store';
import { outboxFolder } from '../account/account-folder.ts';
import { connect, findSession } from '../account/connect.ts';
import { findOperatorToken, localSecretsFile, operatorHeader } from '../account/operator-token.ts';
import { CliError, exitCodes } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { version } from '../version.ts';
import { wordsOf } from '../words.ts';
import { type Answer, type Evidence, examine, type Finding } from './examine.ts';

const answerWithinMs = 5_000;

/** `nova doctor`: looks at everything and says what to do. @throws CliError `unhealthy` when there is a problem. */
export async function doctor(invocation: Invocation): Promise<void> {
  const { terminal, url } = invocation;
  const findings: Finding[] = [
    {
      what: 'Command line',
      state: 'info',
      said: `nova ${version}, wire version ${wireVersion}, Node ${process.version}, ${process.platform} ${process.arch}`,
    },
    ...examine(await gather(invocation)),
  ];
  const problems = findings.filter(({ state }) => state === 'problem').length;
  if (terminal.json) terminal.print(JSON.stringify({ healthy: problems === 0, url: url.origin, findings }));
  else for (const line of findings.flatMap(linesOf)) terminal.print(line);
  if (problems > 0) throw new CliError('Not healthy.', { code: exitCodes.unhealthy });
}

async function gather(invocation: Invocation): Promise<Evidence> {
  const { url, options, env } = invocation;
  const operator = await findOperatorToken({
    option: options.operatorToken,
    variable: env.operatorToken,
    url,
    secretsFile: localSecretsFile,
  });
  const headers = operator ? { [operatorHeader]: operator.token } : {};
  const [alive, ready, metrics, me] = await Promise.all([
    get(invocation, '/healthz'),
    get(invocation, '/readyz'),
    get(invocation, '/metrics', headers),
    whoAmI(invocation),
  ]);
  const outbox = await backlog(
    invocation,
    'user' in me ? me.user.id : ((await findSession(invocation))?.userId ?? null),
  );
  return {
    url: url.origin,
    alive,
    ready,
    metrics,
    me,
    operatorFrom: operator?.from ?? null,
    outbox,
    nowMs: Date.now(),
  };
}

async function get(
  { url, signal }: Invocation,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer | null> {
  const either = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
  try {
    const response = await fetch(new URL(path, url), { headers, signal: either });
    return { status: response.status, body: await response.text() };
  } catch {
    // That it does not answer is the finding.
    signal.throwIfAborted();
    return null;
  }
}

async function whoAmI(invocation: Invocation): Promise<Evidence['me']> {
  const session = await findSession(invocation);
  if (!session) return { problem: 'not signed in' };
  await using client = connect(invocation, { token: session.token });
  const signal = AbortSignal.any([invocation.signal, AbortSignal.timeout(answerWithinMs)]);
  try {
    return { user: await client.trpc.user.me.query(undefined, { signal }), from: session.from };
  } catch (error) {
    invocation.signal.throwIfAborted();
    return { problem: wordsOf(error, { url: invocation.url.origin }).text };
  }
}

async function backlog(invocation: Invocation, userId: string | null): Promise<Evidence['outbox']> {
  if (userId === null) return null;
  try {
    const store = new FileStore(outboxFolder(invocation, userId));
    try {
      const entries = await store.loadOutbox(userId);
      const failed = entries.filter(({ state }) => state.type === 'failed').length;
      return { waiting: entries.length - failed, failed };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof NovaClientError && error.code === 'STORE_IN_USE') return null;
    throw error;
  }
}

const marks = { ok: 'ok', info: '  ', warning: '! ', problem: 'X ' } as const;

function linesOf({ what, state, said, advice }: Finding): string[] {
  const line = `${marks[state]}  ${what.padEnd(20)}  ${said}`;
  return advice === undefined ? [line] : [line, `    ${' '.repeat(20)}  -> ${advice}`];
}
