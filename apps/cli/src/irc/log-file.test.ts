import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodySchema, limits, nameSchema } from '@nova/contract';
import { readLog } from './log-file.ts';
import { allLines, spokenLines } from './tally.ts';

const date = '2004-12-25';

function read(text: string | Uint8Array, links = '') {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readLog({ name: `${date}.log`, date, bytes, links });
}

const bodiesIn = (text: string | Uint8Array): string[] => read(text).said.flatMap(({ bodies }) => bodies);

describe('what becomes of the lines of a log', () => {
  test('no line is lost, whatever is in it: each is counted once, and what is said is imported or empty', () => {
    const anyLine = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '=== a has joined #b', '=== mode', '[09:43] <drcode>', '[10:00]  * x', '[10:01] -a:#b- c'),
      fc
        .tuple(fc.integer({ min: 0, max: 25 }), fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
        .map(([hour, nick, text]) => `[${String(hour).padStart(2, '0')}:30] <${nick}> ${text}`),
    );
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 15 }), fc.boolean(), (lines, endsWithLf) => {
        const text = lines.map((line) => line.replaceAll('\n', ' ')).join('\n') + (endsWithLf ? '\n' : '');
        const { tally, said } = read(text);
        const written = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
        expect(allLines(tally)).toBe(written);
        expect(said.length + tally.empty).toBe(spokenLines(tally));
        expect(said.flatMap(({ bodies }) => bodies).length).toBe(tally.importable);
        for (const { author, bodies } of said) {
          expect(nameSchema.safeParse(author).data).toBe(author);
          for (const body of bodies) expect(bodySchema.safeParse(body).success).toBe(true);
        }
      }),
    );
  });

  test('any bytes can be read, and broken ones are counted to the byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (rest) => {
        const { tally } = read(
          Buffer.concat([Buffer.from('[10:00] <a> x'), rest.map((byte) => (byte === 10 ? 11 : byte))]),
        );
        expect(allLines(tally)).toBe(1);
        expect(tally.brokenBytes).toBeLessThanOrEqual(rest.length);
      }),
    );
    const broken = Buffer.concat([
      Buffer.from('[10:00] <a> caf'),
      Buffer.from([0xe9]),
      Buffer.from(' \uFFFD '),
      Buffer.from([0xf0, 0x9f, 0x98]),
      Buffer.from(' \0end\r\n'),
    ]);
    expect(read(broken).tally.brokenBytes).toBe(1 + 3 + 1);
    expect(bodiesIn(broken)).toEqual(['caf\uFFFD \uFFFD \uFFFD \uFFFDend']);
  });

  test('control characters are kept and counted; a line of nothing else is left out', () => {
    const { tally, said } = read('[10:00] <a> \x02bold\x0f\n[10:01] <a> \x02\x0f \u200b\n[10:02] <a>\n[10:03]  * a\n');
    expect(said.map(({ bodies }) => bodies)).toEqual([['\x02bold\x0f']]);
    expect(tally).toMatchObject({ withControls: 2, empty: 3, importable: 1 });
  });

  test('actions say so; over-long lines are divided without loss, and no character is halved', () => {
    expect(bodiesIn('[10:00]  * ann waves\n')).toEqual(['/me waves']);
    const long = `${'x'.repeat(limits.bodyMaxChars - 1)}👍${'y'.repeat(limits.bodyMaxChars)}`;
    const { tally, said } = read(`[10:00] <a> ${long}\n`);
    expect(said[0]?.bodies.join('')).toBe(long);
    expect(said[0]?.bodies.map((body) => body.length)).toEqual([7_999, 8_000, 2]);
    expect(tally).toMatchObject({ importable: 3, continuations: 2, empty: 0 });
  });

  test('an over-long nick is cut, and counted', () => {
    const { tally, said } = read(`[10:00] <${'n'.repeat(100)}> hi\n`);
    expect(said[0]?.author).toBe('n'.repeat(limits.nameMaxChars));
    expect(tally.cutNames).toBe(1);
  });

  test('links become replies to the nearest line; those that cannot are counted by why', () => {
    const log = '[10:00] <a> one\n[10:01] <b> two\n=== c has joined #d\n[10:02] <c>\n[10:03] <a> three\n';
    const { said, tally } = read(log, '0 0 -\n0 4 -\n1 4 -\n2 4 -\n3 4 -\n4 1 -\n9 10 -\nnonsense\n\n');
    expect(said.map(({ number, replyTo }) => [number, replyTo])).toEqual([
      [0, null],
      [1, null],
      [4, 1],
    ]);
    expect(tally.links).toEqual({ starts: 1, replies: 1, further: 1, dangling: 4, malformed: 1 });
  });
});
