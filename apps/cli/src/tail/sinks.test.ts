import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileSink, streamSink } from './sinks.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nova-sinks-'));
  path = join(folder, 'out.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const line = (seq: number, padding = ''): string =>
  `${JSON.stringify({ seq, position: `${seq}@e1.${seq}`, padding })}\n`;
const at = (seq: number) => ({ cursor: `e1.${seq}`, printedSeq: seq });

describe('a file that is its own position', () => {
  test('a kill at any byte of a write leaves the position before or after each line, and no part of one', async () => {
    const text = line(1) + line(2, 'ü👍') + line(3);
    const bytes = Buffer.from(text);
    for (let cut = 0; cut <= bytes.length; cut++) {
      await writeFile(path, bytes.subarray(0, cut));
      await using sink = await fileSink(path);
      const whole = bytes.subarray(0, cut).toString().split('\n').length - 1;
      expect(await sink.position()).toEqual(whole === 0 ? null : at(whole));
      await sink.write(line(whole + 1), at(whole + 1));
      const seqs = (await readFile(path, 'utf8'))
        .trimEnd()
        .split('\n')
        .map((one) => (JSON.parse(one) as { seq: number }).seq);
      expect(seqs).toEqual(Array.from({ length: whole + 1 }, (_, before) => before + 1));
    }
  });

  test('lines longer than a look at the end are found whole', async () => {
    await writeFile(path, line(1, 'x'.repeat(200_000)) + line(2, 'y'.repeat(150_000)));
    await appendFile(path, 'z'.repeat(100_000));
    await using sink = await fileSink(path);
    expect(await sink.position()).toEqual(at(2));
  });

  test('a file of something else is left alone', async () => {
    await writeFile(path, 'dear diary\n');
    await expect(fileSink(path)).rejects.toThrow('it is left alone');
    expect(await readFile(path, 'utf8')).toBe('dear diary\n');
  });
});

describe('a stream with its position beside it', () => {
  test('the position is remembered only after the text was taken', async () => {
    const file = join(folder, 'position');
    const steps: string[] = [];
    const write = async (text: string): Promise<void> => {
      steps.push(`${text} with ${await readFile(file, 'utf8').catch(() => 'nothing')}`);
    };
    const terminal = { json: false, isInteractive: false, print: () => {}, note: () => {}, write };
    await using sink = streamSink(terminal, file);
    expect(await sink.position()).toBeNull();
    await sink.write('one', at(1));
    await sink.write('two', at(2));
    expect(steps).toEqual(['one with nothing', 'two with 1@e1.1\n']);
    expect(await streamSink(terminal, file).position()).toEqual(at(2));
  });

  test('text that was not taken is not remembered', async () => {
    const file = join(folder, 'position');
    const write = (): Promise<void> => Promise.reject(new Error('EPIPE'));
    const terminal = { json: false, isInteractive: false, print: () => {}, note: () => {}, write };
    await using sink = streamSink(terminal, file);
    await expect(sink.write('one', at(1))).rejects.toThrow('EPIPE');
    expect(await sink.position()).toBeNull();
  });
});
