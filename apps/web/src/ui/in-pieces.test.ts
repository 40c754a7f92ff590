import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterPieces, draw, drawInPieces, drawnInPieces, isDrawnInPieces } from './in-pieces.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  drawnInPieces();
  vi.useRealTimers();
});

test('what the first picture can do without waits for it, once; where it is not drawn in pieces, for nothing', () => {
  const ran: string[] = [];
  afterPieces(() => ran.push('before'));
  expect(ran).toEqual(['before']);
  drawInPieces();
  draw(() => ran.push('drawn'));
  afterPieces(() => ran.push('a'));
  afterPieces(() => ran.push('b'));
  expect(ran).toEqual(['before', 'drawn']);
  drawnInPieces();
  drawnInPieces();
  expect(isDrawnInPieces()).toBe(false);
  expect(ran).toEqual(['before', 'drawn', 'a', 'b']);
});

test('a picture that never comes keeps nothing waiting', () => {
  const ran: string[] = [];
  drawInPieces();
  afterPieces(() => ran.push('late'));
  vi.runAllTimers();
  expect(isDrawnInPieces()).toBe(false);
  expect(ran).toEqual(['late']);
});
