import type { ExportedFile, ExportRecord, Id } from '@nova/contract';
import { unzipped } from '@nova/testkit';
import { expect, test, vi } from 'vitest';
import { testUuid } from '../testing/model-server.ts';
import { RefusedError } from '../transport.ts';
import { FileRefused } from '../wire/file-refused.ts';
import { jsonLinesOf } from './export-text.ts';
import { exportZip, type ZipOrder, type ZipProgress } from './export-zip.ts';

const at = '2026-01-02T03:04:05.000Z';
const [ann, here] = [testUuid(1), testUuid(2)];

function fileOf(n: number, name: string): ExportedFile {
  return { id: testUuid(n), name, alt: null, type: 'text/plain', size: 10 };
}

function messageWith(n: number, files: ExportedFile[], more: object = {}): ExportRecord {
  return {
    type: 'message',
    conversationId: here,
    id: testUuid(100 + n),
    senderId: ann,
    sentAt: at,
    replyToId: null,
    threadRootId: null,
    alsoSent: false,
    texts: [{ body: `message ${n}`, at }],
    deleted: null,
    reactions: [],
    pinned: null,
    files,
    ...more,
  };
}

/** The bytes of a file are its id's last two digits, five times: as many as it says. */
const bytesOf = (id: Id): string => id.slice(-2).repeat(5);

/** A zip of these records, and what was read and told while it was made. */
function bench(records: readonly ExportRecord[], more: Partial<ZipOrder> = {}) {
  const asked: Id[] = [];
  const progress: ZipProgress[] = [];
  const stream = exportZip({
    records: async function* () {
      yield* await Promise.resolve(records);
    },
    textsOf: jsonLinesOf,
    name: 'export.jsonl',
    read: (id) => {
      asked.push(id);
      return Promise.resolve(new Blob([bytesOf(id)]));
    },
    exportedAt: at,
    onProgress: (now) => progress.push(now),
    ...more,
  });
  const contents = async (): Promise<Map<string, string>> => {
    const zip = await unzipped(new Uint8Array(await new Response(stream).arrayBuffer()));
    return new Map([...zip].map(([name, bytes]) => [name, bytes.toString('utf8')]));
  };
  return { stream, contents, asked, progress };
}

const linesOf = (text: string | undefined): unknown[] =>
  (text ?? '')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

test('[M11] each file lies under its id, once, before what tells of it; what it is called leads nowhere', async () => {
  const [one, two, three] = [fileOf(11, 'a.txt'), fileOf(12, '../../up?.txt'), fileOf(13, 'a.txt')];
  const forwarded = { senderId: ann, sentAt: at, body: 'said', files: [one, three] };
  const records = [messageWith(1, [one, two]), messageWith(2, [], { forwarded })];
  const { contents, asked, progress } = bench(records);
  const zip = await contents();
  expect([...zip.keys()]).toEqual([
    `files/${one.id}/a.txt`,
    `files/${two.id}/up_.txt`,
    `files/${three.id}/a.txt`,
    'export.jsonl',
  ]);
  expect(zip.get(`files/${two.id}/up_.txt`)).toBe(bytesOf(two.id));
  expect(linesOf(zip.get('export.jsonl'))).toEqual(records);
  expect(asked).toEqual([one.id, two.id, three.id]);
  const none = { gone: 0, refused: 0, beyond: 0 };
  expect(progress[1]).toMatchObject({ messages: 2, named: { files: 3, bytes: 30 }, taken: { files: 0, ...none } });
  expect(progress.at(-1)?.taken).toEqual({ files: 3, bytes: 30, ...none });
});

test('[M11] of each file that is not in it, it says why: gone, refused, or beyond what there is room for', async () => {
  const [gone, refused, first, second, third] = [21, 22, 23, 24, 25].map((n) => fileOf(n, `${n}.txt`)) as [
    ExportedFile,
    ExportedFile,
    ExportedFile,
    ExportedFile,
    ExportedFile,
  ];
  const { contents, progress, asked } = bench(
    [messageWith(1, [gone, refused, first, second]), messageWith(2, [third])],
    {
      bytesMax: 15,
      read: (id) => {
        asked.push(id);
        if (id === gone.id) return Promise.reject(new RefusedError('FILE_NOT_FOUND'));
        if (id === refused.id) return Promise.reject(new FileRefused({ httpStatus: 403 }));
        return Promise.resolve(new Blob([bytesOf(id)]));
      },
    },
  );
  const zip = await contents();
  expect([...zip.keys()]).toEqual([`files/${first.id}/23.txt`, 'export.jsonl']);
  expect(linesOf(zip.get('export.jsonl'))).toMatchObject([
    {
      files: [
        { id: gone.id, missing: 'gone' },
        { id: refused.id, missing: 'refused' },
        first,
        { id: second.id, missing: 'beyond' },
      ],
    },
    { files: [{ id: third.id, missing: 'beyond' }] },
  ]);
  expect(progress.at(-1)?.taken).toEqual({ files: 1, bytes: 10, gone: 1, refused: 1, beyond: 2 });
  // What there is no room for is not even fetched.
  expect(asked).toEqual([gone.id, refused.id, first.id]);
});

test('[M11] what fails for another reason ends it: no zip that looks whole', async () => {
  const busy = new FileRefused({ httpStatus: 503 });
  const { stream } = bench([messageWith(1, [fileOf(31, 'a.txt')])], { read: () => Promise.reject(busy) });
  await expect(new Response(stream).arrayBuffer()).rejects.toBe(busy);
});

test('[M11] no more than a few files are read before they can be written down; who stops reading ends it', async () => {
  const files = Array.from({ length: 40 }, (_, n) => fileOf(40 + n, `${n}.txt`));
  let isEnded = false;
  async function* records(): AsyncGenerator<ExportRecord> {
    try {
      for (const file of files) yield messageWith(0, [file]);
    } finally {
      isEnded = true;
    }
  }
  const large = new Blob(['x'.repeat(1_000_000)]);
  let read = 0;
  const { stream } = bench([], { records, read: () => (read++, Promise.resolve(large)) });
  const reader = stream.getReader();
  await reader.read();
  expect([read > 0, read <= 8, isEnded]).toEqual([true, true, true]);
  const left = new Error('left');
  await reader.cancel(left);
  const soFar = read;
  await expect(reader.read()).resolves.toMatchObject({ done: true });
  expect(read).toBe(soFar);
});

test('more records than one piece of text holds come out as they went in', async () => {
  const body = 'x'.repeat(300_000);
  const records = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => messageWith(n, [], { texts: [{ body: `${n}\n${body}`, at }] }));
  const zip = await bench(records).contents();
  expect(linesOf(zip.get('export.jsonl'))).toEqual(records);
});

test('[M11] nothing to say between two texts ends neither', async () => {
  const { contents } = bench([], {
    textsOf: async function* () {
      yield* await Promise.resolve(['', 'before', '', 'after']);
    },
  });
  expect(Object.fromEntries(await contents())).toEqual({ 'export.jsonl': 'beforeafter' });
});

/** Files that come when the test says so; what was asked for and is not answered yet, and what nobody wants any more. */
function held() {
  const asked = new Map<Id, PromiseWithResolvers<Blob>>();
  const ended: Id[] = [];
  const order: Id[] = [];
  const read = (id: Id, signal: AbortSignal): Promise<Blob> => {
    const answer = Promise.withResolvers<Blob>();
    asked.set(id, answer);
    order.push(id);
    signal.addEventListener('abort', () => {
      if (asked.has(id)) ended.push(id);
      answer.reject(signal.reason);
    });
    return answer.promise;
  };
  const come = (id: Id, bytes = bytesOf(id)): void => {
    asked.get(id)?.resolve(new Blob([bytes]));
    asked.delete(id);
  };
  return { read, come, order, ended, waiting: () => [...asked.keys()], asked };
}

test('[M11] four files are asked for at once; whichever comes first, they lie in the order of what names them', async () => {
  const files = [61, 62, 63, 64, 65, 66].map((n) => fileOf(n, `${n}.txt`));
  const ids = files.map(({ id }) => id) as [Id, Id, Id, Id, Id, Id];
  const { read, come, order, waiting } = held();
  const { contents } = bench([messageWith(1, files.slice(0, 2)), messageWith(2, files.slice(2))], { read });
  const zip = contents();
  await vi.waitFor(() => expect(order).toEqual(ids.slice(0, 4)));
  for (const id of [ids[3], ids[2], ids[1]]) come(id);
  expect(waiting()).toEqual([ids[0]]);
  // Its turn has not come: nothing more is asked for.
  await new Promise((done) => setImmediate(done));
  expect(order).toHaveLength(4);
  come(ids[0]);
  await vi.waitFor(() => expect(order).toEqual(ids));
  come(ids[5]);
  come(ids[4]);
  expect([...(await zip).keys()]).toEqual([...files.map(({ id, name }) => `files/${id}/${name}`), 'export.jsonl']);
});

test('[M11] large files are asked for by themselves, and what may not fit waits until it is known', async () => {
  const large = [71, 72, 73].map((n) => ({ ...fileOf(n, `${n}.txt`), size: 30_000_000 }));
  const [first, second, third] = large.map(({ id }) => id) as [Id, Id, Id];
  const { read, come, order, asked } = held();
  const { contents } = bench([messageWith(1, large)], { read, bytesMax: 30_000_000 });
  const zip = contents();
  await vi.waitFor(() => expect(order).toEqual([first]));
  asked.get(first)?.reject(new RefusedError('FILE_NOT_FOUND'));
  // The first one took no room after all.
  await vi.waitFor(() => expect(order).toEqual([first, second]));
  come(second);
  const lines = linesOf((await zip).get('export.jsonl'));
  expect(lines).toMatchObject([{ files: [{ missing: 'gone' }, { id: second }, { id: third, missing: 'beyond' }] }]);
  expect(order).toEqual([first, second]);
});

test('[M11] who cancels ends everything that is asked for; so does one that fails', async () => {
  const files = [81, 82, 83, 84, 85].map((n) => fileOf(n, `${n}.txt`));
  const ids = files.map(({ id }) => id);
  const cancelled = held();
  const reader = bench([messageWith(1, files)], { read: cancelled.read }).stream.getReader();
  const reading = reader.read();
  await vi.waitFor(() => expect(cancelled.order).toEqual(ids.slice(0, 4)));
  await reader.cancel(new Error('left'));
  expect(cancelled.ended).toEqual(ids.slice(0, 4));
  await expect(reading).resolves.toMatchObject({ done: true });

  const failing = held();
  const zip = bench([messageWith(1, files)], { read: failing.read }).contents();
  await vi.waitFor(() => expect(failing.order).toHaveLength(4));
  const busy = new FileRefused({ httpStatus: 503 });
  failing.asked.get(ids[1] ?? '')?.reject(busy);
  failing.come(ids[0] ?? '');
  await expect(zip).rejects.toBe(busy);
  expect(failing.ended).toEqual(expect.arrayContaining([ids[2], ids[3]]));
});

test('[M11] who cancels while the records are read ends that, too', async () => {
  const [begun, ended] = [Promise.withResolvers<null>(), Promise.withResolvers<never>()];
  const { stream } = bench([], {
    records: async function* (signal) {
      yield messageWith(1, []);
      signal.addEventListener('abort', () => ended.reject(signal.reason));
      begun.resolve(null);
      await ended.promise;
    },
  });
  const reader = stream.getReader();
  const reading = reader.read();
  await begun.promise;
  const left = new Error('left');
  await reader.cancel(left);
  await expect(ended.promise).rejects.toBe(left);
  await expect(reading).resolves.toMatchObject({ done: true });
});
