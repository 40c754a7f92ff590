import type { LogEntry } from '@nova/contract';
import { describeEventLog } from '../contracts/describe-event-log.ts';
import { type Happening, MemoryLog } from './memory-log.ts';

describeEventLog('MemoryLog', () => {
  const log = new MemoryLog(() => 0);
  let conversations = 0;
  const commit = (id: string, what: Happening): Promise<LogEntry> => {
    const [entry] = log.commit(id, what).entries;
    if (!entry) throw new Error('nothing was committed');
    return Promise.resolve(entry);
  };
  return Promise.resolve({
    log,
    conversation: () => {
      const id = `conversation ${++conversations}`;
      log.commit(id, { type: 'member.added', userId: 'ann' });
      return Promise.resolve(id);
    },
    send: (id, body) => commit(id, { type: 'message.created', body }),
    delete: (id, of) => commit(id, { type: 'message.deleted', of }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});
