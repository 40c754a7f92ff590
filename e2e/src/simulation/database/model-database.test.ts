import type { LogEntry } from '@nova/contract';
import { describeEventLog } from '@nova/delivery/contracts';
import { fakePlatform, seededRandom } from '@nova/testkit';
import { Life } from '../life.ts';
import { DatabaseLink } from '../server/database-link.ts';
import { Weather } from '../weather.ts';
import type { ModelCommand } from './judge.ts';
import { ModelDatabase } from './model-database.ts';

const seed = 20261128;
const ada = '00000000-0000-4000-8001-000000000001';

describeEventLog(`The log of the simulation (seed ${seed})`, () => {
  const clock = fakePlatform(seed);
  const database = new ModelDatabase(() => clock.nowMs());
  const life = new Life(clock);
  // Every way takes its time, and none fails: what fails is for the simulation to judge.
  const weather = new Weather(seededRandom(seed));
  weather.calm();
  const log = new DatabaseLink({ database, life, weather, clock, mutant: {}, known: () => database.epoch });
  let made = 0;
  const perform = async (conversationId: string, command: ModelCommand): Promise<LogEntry> => {
    const { commit, verdicts } = await log.transact(conversationId, [{ actorId: ada, command }], () => {});
    const entry = commit?.entries[0];
    if (!entry) throw new Error(`nothing was committed: ${JSON.stringify(verdicts)}`);
    return entry;
  };
  let isOver = false;
  const running = (async () => {
    while (!isOver) await clock.advance(1_000);
  })();
  return Promise.resolve({
    log,
    conversation: () => {
      const id = `conversation ${++made}`;
      database.open(id, 'group', [[ada, 'owner']]);
      return Promise.resolve(id);
    },
    send: (conversationId, body) =>
      perform(conversationId, { kind: 'send', input: { conversationId, clientId: `client id ${++made}`, body } }),
    delete: (conversationId, seq) => {
      const messageId = database.room(conversationId).rows[seq - 1]?.messageId ?? '';
      return perform(conversationId, { kind: 'delete', input: { messageId } });
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      life.end();
      await running;
    },
  });
});
