import { expect, test } from 'vitest';
import { positionText, readPosition } from './position.ts';

test('a position is read as it was written', () => {
  for (const position of [
    { cursor: 'k3x9.1042', printedSeq: 1_042 },
    { cursor: 'k3x9.1042', printedSeq: 0 },
  ]) {
    expect(readPosition(positionText(position))).toEqual(position);
  }
});

test.each([
  '',
  '5',
  '5@',
  '@k3x9.5',
  '05@k3x9.5',
  '5@K3X9.5',
  '5@k3x9.5 ',
  '5@5',
  '-1@k3x9.5',
  '99999999999999999@k3x9.5',
])('%j is no position', (text) => {
  expect(readPosition(text)).toBeNull();
});
