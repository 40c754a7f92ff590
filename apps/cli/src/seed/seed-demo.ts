import { basename } from 'node:path';
import { needOperatorToken } from '../account/connect.ts';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { ircSource } from '../irc/irc-source.ts';
import { readLogFile } from '../irc/log-file.ts';
import type { ImportPlan } from '../irc/plan-import.ts';
import { emptyTally } from '../irc/tally.ts';
import { importSource } from '../moving/import-source.ts';
import { persistingWith } from '../persisting.ts';
import { showProgress } from '../progress.ts';
import { type DemoAccount, demoPassword, enterDemoAccount } from './demo-accounts.ts';
import { demoChannels, demoPeople, demoTalks } from './demo-workspace.ts';
import { tellTalk } from './tell-talk.ts';

/** `nova seed --demo`: people, channels, a group and talk. Run again it changes nothing. */
export async function seedDemo(invocation: Invocation): Promise<void> {
  const { terminal, signal, url } = invocation;
  const operatorToken = await needOperatorToken(invocation);
  const password = demoPassword(operatorToken);
  const persisting = persistingWith({ attemptsMax: 12, onWait: ({ text }) => terminal.note(text) });
  const accounts: DemoAccount[] = [];
  try {
    for (const person of demoPeople) {
      accounts.push(await enterDemoAccount(invocation, person, { password, operatorToken, persisting }));
    }
    const plan = await planChannels();
    const steps = plan.channels.length + demoTalks.length;
    using progress = showProgress(terminal, {
      label: 'Demo',
      total: steps,
      unit: 'parts',
      nowMs: () => performance.now(),
    });
    const [visitor] = accounts;
    if (!visitor) throw new CliError('The demo has no people.');
    const { trpc } = visitor.client;
    const { conversations } = await importSource(ircSource(plan), {
      trpc,
      upload: (file, bytes, until) => visitor.client.uploadFile(file, bytes, until),
      persisting,
      importerId: visitor.userId,
      trustAddresses: false,
      concurrency: 1,
      signal,
      onCommitted: () => progress.add(1),
    });
    for (const { conversationId } of conversations) {
      for (const { client } of accounts) {
        await persisting(() => client.trpc.conversation.join.mutate({ conversationId }, { signal }), signal);
      }
    }
    for (const talk of demoTalks) {
      await tellTalk(talk, { accounts, persisting, signal });
      progress.add(1);
    }
    // The sessions of this run; those of visitors stay.
    for (const { client } of accounts) await client.signOut({ force: true });
  } finally {
    for (const { client } of accounts) await client.close();
  }
  const people = demoPeople.map(({ name, email }) => ({ name, email, password }));
  if (terminal.json) return terminal.print(JSON.stringify({ url: url.origin, people }));
  terminal.print(`The demo is ready at ${url.origin}. Sign in as one of:`);
  for (const { name, email } of people) terminal.print(`  ${email.padEnd(22)} ${password}   ${name}`);
}

/** The channels as an import of their logs, each under its own name. */
async function planChannels(): Promise<ImportPlan> {
  const authors = new Set<string>();
  for (const { path } of demoChannels) for (const { author } of (await readLogFile(path)).said) authors.add(author);
  const channels = demoChannels.map(({ title, topic, path }) => ({
    year: basename(path).slice(0, 4),
    source: `demo:${title}`,
    title,
    topic,
    paths: [path],
    tally: emptyTally(),
  }));
  return { authorSource: 'demo', authors, channels, tally: emptyTally() };
}
