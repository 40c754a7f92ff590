import { expect, test } from 'vitest';
import { lineText } from './plain-text.ts';

const forwardOf = (name: string): string => `message from ${name}`;
const path = '/c/0199aaaa-0000-7000-8000-000000000001/m/12';

test.each([
  [`↪ [Cleo Park](${path})`, 'message from Cleo Park'],
  [`You may like this\n\n↪ [Cleo](${path})`, 'You may like this ↪ Cleo'],
  [`↪ [Cleo](${path}) and more`, '↪ Cleo and more'],
  ['**Harvest** on `Friday`', 'Harvest on Friday'],
])('in a line, %j is %j', (body, line) => {
  expect(lineText(body, forwardOf)).toBe(line);
});
