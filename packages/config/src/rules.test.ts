import { expect, test } from 'vitest';
import { citedIn, judge, readSpec } from '../bin/rules.mjs';

const spec = readSpec(`
- **W1** first
- **W2** second, see W1
- **S1** later

## Not built yet
S1: comes later.

## Another section
W2 is not excused here.
`);

test('rules are read from the spec, excuses only from their section', () => {
  expect(spec).toEqual({ defined: ['W1', 'W2', 'S1'], notBuilt: ['S1'] });
});

test('every way to cite counts, comments do not', () => {
  const source = [
    "test('[W1] one', f);",
    "describe('[D1][D2] two', f);",
    'it.each([1])(`[R1, R2] many ${x}`, f);',
    "// it's not cited: '[X1]'",
    "/* '[X2]' */ const a = ['X3'];",
  ].join('\n');
  expect(citedIn(source)).toEqual(['W1', 'D1', 'D2', 'R1', 'R2']);
});

test('an uncited rule and an unknown one are told apart from those not built yet', () => {
  expect(judge(spec, new Set(['W1', 'Z9']))).toEqual({ uncited: ['W2'], pending: ['S1'], unknown: ['Z9'] });
});
