import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { planImport } from './plan-import.ts';
import { allLines, spokenLines } from './tally.ts';

const signal = new AbortController().signal;
/** All of the logs lie beside a checkout where they may be had; a sample is part of it. */
const all = fileURLToPath(new URL('../../../../../shared/data/ubuntu-irc', import.meta.url));
const hasAll = existsSync(all);
const sample = fileURLToPath(new URL('../../demo/channels', import.meta.url));

test('the sample of real logs is accounted for, line by line', async () => {
  const { tally, authors, channels } = await planImport({ paths: [sample], channel: 'ubuntu', signal });
  expect(tally.files).toBe(3);
  expect(allLines(tally)).toBe(350);
  expect(spokenLines(tally)).toBe(349);
  expect(tally).toMatchObject({ empty: 0, importable: 349, brokenBytes: 0, lines: { rename: 1, unknown: 0 } });
  expect(tally.links.replies).toBeGreaterThan(200);
  expect(authors.size).toBe(64);
  expect(channels.map(({ title }) => title)).toEqual(['ubuntu 2009', 'ubuntu 2017']);
});

test(`all 153 logs, 196,646 messages and actions: ${hasAll ? 'counted' : 'not beside this checkout, so only the sample was'}`, async () => {
  if (!hasAll) return;
  const { tally, channels } = await planImport({ paths: [all], channel: undefined, signal });
  expect(tally.files).toBe(153);
  expect(spokenLines(tally)).toBe(196_646);
  expect(tally.importable + tally.empty).toBe(196_646);
  expect(tally.lines).toEqual({
    message: 196_147,
    action: 452,
    notice: 47,
    join: 15_855,
    leave: 2_586,
    rename: 4_425,
    other: 951,
    blank: 0,
    unknown: 0,
  });
  expect(allLines(tally)).toBe(220_463);
  expect(tally.links).toEqual({ starts: 16_754, replies: 50_638, further: 1_883, dangling: 120, malformed: 0 });
  expect(channels.map(({ source }) => source.slice(-4))).toEqual(
    '2004 2005 2006 2007 2008 2009 2010 2011 2012 2013 2014 2015 2017 2018'.split(' '),
  );
});
