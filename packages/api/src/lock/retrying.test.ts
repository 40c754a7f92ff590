import { expect, test } from 'vitest';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';
import { retrying } from './retrying.ts';

const collision = Object.assign(new Error('deadlock'), { code: '40P01' });

function watching(): Pick<ApiParts, 'meter' | 'random'> & { readonly codes: string[] } {
  const codes: string[] = [];
  const none = (): void => {};
  const meter = {
    refused: none,
    failed: none,
    committed: none,
    batch: none,
    split: none,
    retried: (code: string) => codes.push(code),
  };
  return { meter, random: () => 0, codes };
}

test('[W2] a collision is tried again three times, then the caller is told BUSY and when to come again', async () => {
  const parts = watching();
  let attempts = 0;
  const doing = retrying(() => {
    attempts++;
    return Promise.reject(collision);
  }, parts);
  await expect(doing).rejects.toMatchObject({ reason: 'BUSY', retryAfterMs: 500, cause: collision });
  expect(attempts).toBe(4);
  expect(parts.codes).toEqual(['40P01', '40P01', '40P01']);
});

test('[W2] what succeeds on the way is the answer; a refusal is not tried again', async () => {
  const parts = watching();
  let attempts = 0;
  expect(await retrying(() => (++attempts < 3 ? Promise.reject(collision) : Promise.resolve('done')), parts)).toBe(
    'done',
  );
  expect(parts.codes).toHaveLength(2);
  await expect(retrying(() => Promise.reject(refuse('FORBIDDEN')), parts)).rejects.toMatchObject({
    reason: 'FORBIDDEN',
  });
  expect(parts.codes).toHaveLength(2);
});
