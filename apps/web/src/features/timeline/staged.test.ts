import { describe, expect, test } from 'vitest';
import type { Row } from './rows.ts';
import type { Stage } from './staged.ts';
import { step } from './staged.ts';

const row = (key: string): Row => ({ type: 'notices', key, notices: [], isNewDay: false, isFirst: false });
const rows = (keys: string): Row[] => keys.split('').map(row);
const stage = (keys: string): Stage => ({ rows: rows(keys), isShift: false, place: 1 });

function steps(from: string, to: string): string[] {
  const goal = rows(to);
  const taken: string[] = [];
  let at = stage(from);
  for (let next = step(at, goal); next !== at; next = step(at, goal)) {
    at = next;
    taken.push(`${at.rows.map(({ key }) => key).join('')}${at.isShift ? ' shift' : ''}${at.place > 1 ? ' new' : ''}`);
    if (taken.length > 3) throw new Error(`never there: ${taken.join(', ')}`);
  }
  return taken;
}

describe('the rows of a virtual list change', () => {
  test('at one end in one step', () => {
    expect(steps('abc', 'abcd')).toEqual(['abcd']);
    expect(steps('abc', 'ab')).toEqual(['ab']);
    expect(steps('abc', 'xyabc')).toEqual(['xyabc shift']);
    expect(steps('abc', 'bc')).toEqual(['bc shift']);
    expect(steps('abc', 'axc')).toEqual(['axc']);
    expect(steps('', 'abc')).toEqual(['abc']);
  });

  test('at both ends in two, the start first', () => {
    expect(steps('abc', 'xabcd')).toEqual(['xabc shift', 'xabcd']);
    expect(steps('abc', 'xab')).toEqual(['xabc shift', 'xab']);
    expect(steps('abc', 'bcd')).toEqual(['bc shift', 'bcd']);
  });

  test('altogether: it is another list', () => {
    expect(steps('abc', 'xyz')).toEqual(['xyz new']);
  });

  test('nothing changed is no step', () => {
    const at = stage('abc');
    expect(step(at, at.rows)).toBe(at);
  });
});
