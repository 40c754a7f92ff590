import { describe, expect, test } from 'vitest';
import { clockWords, readClock } from './clock-words.ts';

const evening = 20 * 60 + 15;
const morning = 8 * 60 + 15;

describe('a time of day', () => {
  test('is written as people in a place write it, and read again', () => {
    expect(clockWords('de', evening)).toBe('20:15');
    expect(clockWords('en-GB', evening)).toBe('20:15');
    expect(clockWords('en-US', evening).replace(/\s/, ' ')).toBe('8:15 PM');
    for (const locale of ['de', 'en-GB', 'en-US', 'ar', 'ar-EG'])
      for (let minute = 0; minute < 1440; minute += 7)
        expect([locale, readClock(locale, clockWords(locale, minute), 0)]).toEqual([locale, minute]);
  });

  test.each(['20:15', '20.15', '20 15', '2015', '20h15', '8:15 pm', '8.15 p.m.', '815p', '٢٠:١٥'])(
    '%s is a quarter past eight in the evening',
    (typed) => {
      for (const locale of ['en-US', 'en-GB', 'de', 'ar']) expect(readClock(locale, typed, 0)).toBe(evening);
    },
  );

  test('without a half of the day it is in the one that was meant before, where there are two', () => {
    expect(readClock('en-US', '8:15', 21 * 60)).toBe(evening);
    expect(readClock('en-US', '8:15', 9 * 60)).toBe(morning);
    expect(readClock('en-US', '12', 9 * 60)).toBe(0);
    expect(readClock('de', '8:15', 21 * 60)).toBe(morning);
    expect(readClock('de', '8', 0)).toBe(8 * 60);
    expect(readClock('de', '20 Uhr', 0)).toBe(20 * 60);
  });

  test('what is none is none', () => {
    for (const typed of ['', 'soon', '25:00', '8:75', '13 pm', '0 am', '8:1', '20:15:00', '123456'])
      expect(readClock('en-US', typed, 0), typed).toBeNull();
  });
});
