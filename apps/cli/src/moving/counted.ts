import type { Account } from './account.ts';
import { type MovedMessage, partsOf } from './moved.ts';

/**
 * Messages as they are imported: none twice, nothing that refers to what is not there. What a message refers to comes
 * before it; where it does not, the message stands by itself. Each is counted.
 */
export async function* counted(
  messages: AsyncIterable<MovedMessage> | Iterable<MovedMessage>,
  account: Account,
): AsyncGenerator<MovedMessage> {
  const seen = new Set<string>();
  const inThread = new Map<string, MovedMessage['key']>();
  for await (const message of messages) {
    const name = JSON.stringify(message.key);
    if (seen.has(name)) {
      account.skip('twice in the source');
      continue;
    }
    seen.add(name);
    const known = (key: MovedMessage['key'] | null): MovedMessage['key'] | null => {
      if (key === null || seen.has(JSON.stringify(key))) return key;
      account.change('replies to a message that is not in the source stand by themselves');
      return null;
    };
    const root = known(message.threadRoot);
    // A thread has one level: what is said to be below a reply is below its root.
    const threadRoot = root && (inThread.get(JSON.stringify(root)) ?? root);
    if (threadRoot) inThread.set(name, threadRoot);
    const alsoSent = message.alsoSent && threadRoot !== null;
    const made = { ...message, replyTo: known(message.replyTo), threadRoot, alsoSent };
    count(made, account);
    yield made;
  }
}

function count(message: MovedMessage, account: Account): void {
  const { replyTo, threadRoot, edits, deleted, reactions, pinned } = message;
  const parts = partsOf(message);
  account.find('messages', parts);
  account.find('continuations', parts - 1);
  if (threadRoot !== null) account.find('thread replies');
  if (replyTo !== null) account.find('replies');
  if (edits.length > 0) account.find('edited');
  if (deleted !== null) account.find('deleted');
  account.find(
    'reactions',
    reactions.reduce((sum, { by }) => sum + by.length, 0),
  );
  if (pinned !== null) account.find('pinned');
}
