import { expect, test } from 'vitest';
import { matching } from './matching.ts';

test('the likeliest come first, without accents and case', () => {
  const people = ['Zoë Ann', 'anna', 'Ben', 'Ann', 'Joanne'].map((name) => ({ item: name, names: [name] }));
  expect(matching('ann', people, 9)).toEqual(['Ann', 'anna', 'Zoë Ann', 'Joanne']);
  expect(matching('zoe', people, 9)).toEqual(['Zoë Ann']);
  expect(matching('', people, 2)).toEqual(['Zoë Ann', 'anna']);
  const handles = [
    { item: 1, names: ['bert', 'Ann'] },
    { item: 2, names: ['ann', 'Bert'] },
  ];
  expect(matching('ann', handles, 9)).toEqual([2, 1]);
});
