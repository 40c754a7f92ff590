import type { LogEntry } from '@nova/contract';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventLog } from '../ports.ts';

/** A log under test, with a way to write to it. */
export interface EventLogRig extends AsyncDisposable {
  readonly log: EventLog;
  /** Makes a conversation; its log may begin with events of its own. */
  conversation(): Promise<string>;
  /** Commits a message and returns its event as it is published. */
  send(conversationId: string, body: string): Promise<LogEntry>;
  /** Deletes the message whose event is at `seq` and returns the event that says so, as it is published. */
  delete(conversationId: string, seq: number): Promise<LogEntry>;
}

/** A conversation that no log has. */
const nowhere = '01a20a28-b6bb-7095-9e07-ffffffffffff';

const awkward = ['plain', '', 'a\n"b" \\ \u2028 💥', '{"type":"member.added"}', 'ж'.repeat(8_000)];

/** What every `EventLog` must keep. */
export function describeEventLog(name: string, make: () => Promise<EventLogRig>): void {
  describe(`${name} keeps the promises of an event log`, () => {
    let rigs: EventLogRig[] = [];
    const open = async (): Promise<EventLogRig> => {
      const rig = await make();
      rigs.push(rig);
      return rig;
    };
    afterEach(async () => {
      for (const rig of rigs) await rig[Symbol.asyncDispose]();
      rigs = [];
    });
    const headOf = async (log: EventLog, id: string): Promise<number> => (await log.heads([id])).heads.get(id) ?? 0;
    const readAll = async (log: EventLog, id: string, limit: number): Promise<LogEntry[]> => {
      const found: LogEntry[] = [];
      for (;;) {
        const page = await log.read(id, found.length, limit);
        expect(page.length).toBeLessThanOrEqual(limit);
        if (page.length === 0) return found;
        found.push(...page);
      }
    };

    test('[L1][L3] pages of every size hold 1, 2, 3 … in order, to the end and not beyond', async () => {
      const { log, conversation, send } = await open();
      const id = await conversation();
      for (let n = 0; n < 7; n++) await send(id, `text ${n}`);
      const head = await headOf(log, id);
      for (const limit of [1, 2, 3, 100]) {
        const seqs = (await readAll(log, id, limit)).map(({ seq }) => seq);
        expect(seqs).toEqual(Array.from({ length: head }, (_, at) => at + 1));
      }
      expect(await log.read(id, head + 5, 10)).toEqual([]);
    });

    test('[D1] what is read is what was published, byte for byte', async () => {
      const { log, conversation, send } = await open();
      const id = await conversation();
      const before = await headOf(log, id);
      const published: LogEntry[] = [];
      for (const body of awkward.filter((text) => text !== '')) published.push(await send(id, body));
      expect(await log.read(id, before, 100)).toEqual(published);
    });

    test('[X1] a deleted text is read no more; its place stays, and the deletion says what it erases', async () => {
      const { log, conversation, send, delete: remove } = await open();
      const id = await conversation();
      const [secret, other] = [await send(id, 'secret'), await send(id, 'other')];
      const deletion = await remove(id, secret.seq);
      expect(deletion.erases).toContain(secret.seq);
      const [first, second, third] = await log.read(id, secret.seq - 1, 10);
      expect(first?.seq).toBe(secret.seq);
      expect(first?.text).not.toContain('secret');
      expect(second).toEqual(other);
      expect(third).toEqual(deletion);
    });

    test('[L1] heads are the last positions, and leave out what does not exist', async () => {
      const { log, conversation, send } = await open();
      const [one, two] = [await conversation(), await conversation()];
      const last = await send(one, 'text');
      const { epoch, heads } = await log.heads([one, two, nowhere]);
      expect(epoch).toMatch(/^[a-z0-9]{2,32}$/);
      expect(heads.get(one)).toBe(last.seq);
      expect(heads.has(two)).toBe(true);
      expect(heads.has(nowhere)).toBe(false);
      expect((await log.heads([])).epoch).toBe(epoch);
      expect(await log.read(nowhere, 0, 10)).toEqual([]);
    });

    test('[L1] a reader beside a writer never sees a hole', async () => {
      const { log, conversation, send } = await open();
      const id = await conversation();
      let isOver = false;
      const writing = (async () => {
        for (let n = 0; n < 40; n++) await send(id, `text ${n}`);
        isOver = true;
      })();
      for (let at = 0, isLast = false; !isLast; ) {
        isLast = isOver;
        for (const { seq } of await log.read(id, at, 5)) expect(seq).toBe(++at);
      }
      await writing;
    });
  });
}
