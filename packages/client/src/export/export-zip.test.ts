import type { ExportedFile, ExportRecord, Id } from '@nova/contract';
import { unzipped } from '@nova/testkit';
import { expect, test } from 'vitest';
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
    records: (async function* () {
      yield* records;
    })(),
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

test('[M11] nothing is read before it can be written down; who stops reading ends it', async () => {
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
  const { stream } = bench([], { records: records(), read: () => (read++, Promise.resolve(large)) });
  const reader = stream.getReader();
  await reader.read();
  expect([read > 0, read < 4, isEnded]).toEqual([true, true, true]);
  const left = new Error('left');
  await reader.cancel(left).catch((error: unknown) => expect(error).toBe(left));
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
