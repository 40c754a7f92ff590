import { describe, expect, test } from 'vitest';
import { joinedChannel, parseLine } from './parse-line.ts';

describe('lines of real logs', () => {
  test.each([
    [
      '[09:14] <crimsun> kleedrac: not afaik',
      { kind: 'message', minute: 554, nick: 'crimsun', text: 'kleedrac: not afaik' },
    ],
    ['[00:00] <|QuaD-> !cmd', { kind: 'message', minute: 0, nick: '|QuaD-', text: '!cmd' }],
    ['[07:15] <[optik] > hola', { kind: 'message', minute: 435, nick: '[optik]', text: 'hola' }],
    ['[23:59] <@op> hi', { kind: 'message', minute: 1439, nick: 'op', text: 'hi' }],
    ['[09:43] <drcode>', { kind: 'message', minute: 583, nick: 'drcode', text: '' }],
    ['[09:43] <drcode>  kept', { kind: 'message', minute: 583, nick: 'drcode', text: ' kept' }],
    ['[12:00] <a> x > y <b>', { kind: 'message', minute: 720, nick: 'a', text: 'x > y <b>' }],
    ['[12:00] <a> \u2028two\u0085', { kind: 'message', minute: 720, nick: 'a', text: '\u2028two\u0085' }],
    ['[21:24]  * Bridge| installs ...', { kind: 'action', minute: 1284, nick: 'Bridge|', text: 'installs ...' }],
    ['[21:24]  * Bridge|', { kind: 'action', minute: 1284, nick: 'Bridge|', text: '' }],
    ['[05:12] -gfxt:#ubuntu- happy', { kind: 'notice', minute: 312, nick: 'gfxt', text: 'happy' }],
    ['[01:09] (soundray/#ubuntu) thomas: hi', { kind: 'message', minute: 69, nick: 'soundray', text: 'thomas: hi' }],
    ['\uFEFF[01:09] <a> first', { kind: 'message', minute: 69, nick: 'a', text: 'first' }],
    ['=== Sub_Zer0 [n=x@1.2.3.4] has joined #ubuntu', { kind: 'join' }],
    ['=== x [n=a@b] has left #ubuntu ["Leaving"]', { kind: 'leave' }],
    ['=== john is now known as Guest9481', { kind: 'rename' }],
    ['=== mode/#ubuntu [+o Amaranth]  by ChanServ', { kind: 'other' }],
    ['=== x goes where everybody has joined #in before', { kind: 'other' }],
    ['', { kind: 'blank' }],
    [' \t', { kind: 'blank' }],
    ['[24:00] <a> no such hour', { kind: 'unknown' }],
    ['[12:00] < > nobody', { kind: 'unknown' }],
    ['--- Log opened Mon', { kind: 'unknown' }],
  ])('%j', (line, parsed) => {
    expect(parseLine(line)).toEqual(parsed);
  });
});

test('the channel of a join, however it is written', () => {
  expect(joinedChannel('=== a [n=x@y] has joined #Ubuntu')).toBe('ubuntu');
  expect(joinedChannel('[12:00] <a> b has joined #ubuntu')).toBeNull();
});
