import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { handlesFor } from '../auth/handles.ts';
import { addressOf, isLoopback } from './address.ts';
import { isForged, originsOf } from './origin.ts';
import { requestIdOf } from './request-id.ts';

function requestWith(headers: Record<string, string>, peer?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const req = new IncomingMessage(socket);
  Object.assign(req.headers, headers);
  return req;
}

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['not an address', 'not an address'],
  [undefined, 'unknown'],
])('[A3] the peer %s counts as %s', (peer, address) => {
  expect(addressOf(requestWith({ 'x-forwarded-for': '198.51.100.7' }, peer), undefined)).toBe(address);
});

test('[A3] of what a proxy says only what it has seen itself counts', () => {
  const req = requestWith({ 'x-forwarded-for': '1.1.1.1, 2.2.2.2 , 203.0.113.9' }, '10.0.0.1');
  expect(addressOf(req, 'x-forwarded-for')).toBe('203.0.113.9');
  expect(addressOf(req, 'x-real-ip')).toBe('10.0.0.1');
  expect(addressOf(requestWith({ 'x-forwarded-for': 'x'.repeat(10_000) }), 'x-forwarded-for').length).toBeLessThan(65);
});

test('this very machine is told from others', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true);
  expect(['10.127.0.1', '203.0.113.9', '::2', undefined].some(isLoopback)).toBe(false);
});

test('a request keeps the name that a proxy gave it, if it is one', () => {
  expect(requestIdOf(requestWith({ 'x-request-id': 'abc-123.def' }))).toBe('abc-123.def');
  const names = ['', 'short', 'a b c d e f g', 'x'.repeat(65), 'line\nbreak'].map((name) =>
    requestIdOf(requestWith({ 'x-request-id': name })),
  );
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9._:-]{8,64}$/);
});

test('[A2] a page may use the host that it was loaded from, and where the public origin is known, only that', () => {
  const open = originsOf({ publicUrl: undefined, trustedOrigins: ['https://app.example'] });
  expect(open.allows('http://127.0.0.1:3000', '127.0.0.1:3000')).toBe(true);
  expect(open.allows('https://Chat.Example', 'chat.example')).toBe(true);
  expect(open.allows('https://app.example', 'chat.example')).toBe(true);
  for (const origin of [
    'http://127.0.0.1:3001',
    'http://127.0.0.1:3000.evil.example',
    'null',
    '',
    'file://',
    'http://127.0.0.1:3000/',
  ])
    expect(open.allows(origin, '127.0.0.1:3000'), origin).toBe(false);
  expect(open.allows('http://undefined', undefined)).toBe(false);
  const known = originsOf({ publicUrl: 'https://chat.example', trustedOrigins: [] });
  expect(known.allows('https://chat.example', 'internal:3000')).toBe(true);
  expect(known.allows('http://internal:3000', 'internal:3000')).toBe(false);
});

test('[A2] whoever carries a cookie must say where it comes from before it changes something', () => {
  const origins = originsOf({ publicUrl: undefined, trustedOrigins: [] });
  const host = 'nova:1';
  expect(isForged(origins, 'POST', { host, cookie: 'a=b' })).toBe(true);
  expect(isForged(origins, 'GET', { host, cookie: 'a=b' })).toBe(false);
  expect(isForged(origins, 'POST', { host, authorization: 'Bearer x' })).toBe(false);
  expect(isForged(origins, 'POST', { host, cookie: 'a=b', origin: 'http://nova:1' })).toBe(false);
  expect(isForged(origins, 'GET', { host, origin: 'http://evil.example' })).toBe(true);
});

test.each([
  ['Ann Lee', ['ann.lee', 'ann.lee-00000001']],
  ['李 小龙', ['李.小龙', '李.小龙-00000001']],
  ['💥', ['user-00000001']],
  ['-', ['user-00000001']],
  ['A', ['a-00000001']],
  ['x'.repeat(80), ['x'.repeat(23), `${'x'.repeat(23)}-00000001`]],
  ['𝓐'.repeat(20), ['user-00000001']],
  ['ǅ'.repeat(4), ['ǆǆǆǆ', 'ǆǆǆǆ-00000001']],
])('somebody called %s gets the first free of %j', (name, handles) => {
  expect(handlesFor({ id: '01a20a28-b6bb-7095-9e07-000000000001', name })).toEqual(handles);
});
