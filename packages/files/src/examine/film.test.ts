import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sampleFolder } from '../testing/samples.ts';
import { examineFile } from './examine-file.ts';
import { forgetPlace } from './film.ts';

function box(type: string, ...inside: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(inside.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const place = '+52.5200+013.4050/';
const kind = box('ftyp', 'isom', Buffer.alloc(4), 'isom', 'mp41');
const film = (...more: Buffer[]): Buffer =>
  Buffer.concat([
    kind,
    box(
      'moov',
      box('mvhd', 'header'),
      box('trak', box('tkhd', 'track'), box('meta', place)),
      box('udta', box('\u00A9xyz', place)),
    ),
    ...more,
    box('mdat', 'pictures'),
  ]);

test('[F3] a film forgets where it was taken, and nothing else moves', async () => {
  await using folder = await sampleFolder();
  const xmp = box('uuid', Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), place);
  const given = film(xmp);
  const path = await folder.write(given);
  const found = await examineFile(path, '');
  expect(found).toMatchObject({ type: 'video/mp4', size: given.length });
  const kept = await readFile(path);
  expect(kept.includes(place)).toBe(false);
  expect(kept).toHaveLength(given.length);
  for (const part of ['mvhd', 'header', 'tkhd', 'track', 'mdat', 'pictures'])
    expect(kept.indexOf(part)).toBe(given.indexOf(part));
});

test.each([
  ['boxes longer than the file', Buffer.concat([kind, Buffer.from([0x7f, 0xff, 0xff, 0xff]), Buffer.from('moovudta')])],
  ['boxes of no length', Buffer.concat([kind, Buffer.from([0, 0, 0, 3]), Buffer.from('moov')])],
  ['an end in the middle of a head', Buffer.concat([kind, Buffer.from([0, 0])])],
  ['a box with a long length', Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from('udta'), Buffer.alloc(8, 0xff)])],
])('[F7] %s: left as it is', async (_what, given) => {
  await using folder = await sampleFolder();
  const path = await folder.write(given);
  await forgetPlace(path);
  expect((await readFile(path)).equals(given)).toBe(true);
});
