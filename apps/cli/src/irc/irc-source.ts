import type { Account } from '../moving/account.ts';
import { counted } from '../moving/counted.ts';
import { type MovedMessage, type MovedSource, plainMessage } from '../moving/moved.ts';
import { readLogFile } from './log-file.ts';
import type { ImportPlan } from './plan-import.ts';

/** Logs as a source: a nick is one person in all its channels, and a year is one public channel. */
export function ircSource({ authorSource, authors, channels }: ImportPlan): MovedSource {
  return {
    peopleSource: authorSource,
    people: [...authors].map((name) => ({ key: name, name })),
    conversations: channels.map(({ source, title, topic, paths }) => ({
      source,
      kind: 'channel',
      title,
      topic,
      members: [],
      ownedByImporter: true,
      messages: (_names, account: Account) => counted(saidIn(paths), account),
    })),
  };
}

/** The messages of logs, oldest log first. What a message replies to comes before it. */
async function* saidIn(paths: readonly string[]): AsyncGenerator<MovedMessage> {
  for (const path of paths) {
    const { name, said } = await readLogFile(path);
    const roots = new Map<number, number>();
    for (const { number, author, sentAt, bodies, replyTo } of said) {
      // Whatever answers an answer is in the thread of what began it; the channel tells all of it, as IRC did.
      const root = replyTo === null ? undefined : (roots.get(replyTo) ?? replyTo);
      if (root !== undefined) roots.set(number, root);
      yield {
        ...plainMessage,
        key: [name, number],
        author,
        sentAt,
        bodies,
        replyTo: replyTo === null ? null : [name, replyTo],
        threadRoot: root === undefined ? null : [name, root],
        alsoSent: root !== undefined,
      };
    }
  }
}
