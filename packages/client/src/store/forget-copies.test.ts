import { expect, it } from 'vitest';
import { isCopy, keptKeys } from './forget-copies.ts';

// A thing of one's own that is called a copy is lost for good: whoever changes this has thought of it.
it('[O13] calls a copy only what the server can tell again', () => {
  expect(keptKeys.filter(isCopy)).toEqual(['inbox.2', 'people.1', 'saved.1', 'scheduled.1', 'threads.1']);
});
