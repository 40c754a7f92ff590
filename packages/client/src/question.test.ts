import { fakePlatform } from '@nova/testkit';
import { expect, test } from 'vitest';
import { manualNetwork } from './network.ts';
import { Question } from './question.ts';
import { RefusedError } from './transport.ts';

/** A question that is answered, or not, when the test says so. */
function bench() {
  const platform = fakePlatform();
  const asked: PromiseWithResolvers<string>[] = [];
  const answers: string[] = [];
  const question = new Question<string>({
    platform,
    network: manualNetwork(),
    ask() {
      const next = Promise.withResolvers<string>();
      asked.push(next);
      return next.promise;
    },
    onAnswer: (answer) => answers.push(answer),
  });
  return { platform, asked, answers, question };
}

test('one question at a time; what may have changed while it was under way is asked for once more, after it', async () => {
  const { platform, asked, answers, question } = bench();
  question.soon();
  await platform.advance(50);
  question.soon();
  question.soon();
  await platform.advance(5_000);
  expect(asked).toHaveLength(1);
  asked[0]?.resolve('old');
  await platform.advance(50);
  expect(asked).toHaveLength(2);
  asked[1]?.resolve('new');
  await platform.advance(60_000);
  expect([answers, asked.length]).toEqual([['old', 'new'], 2]);
});

test('what the server refuses is not asked again by itself, and neither is anything once it is closed', async () => {
  const { platform, asked, answers, question } = bench();
  const answered = question.now();
  asked[0]?.reject(new RefusedError('FORBIDDEN'));
  await answered;
  await platform.advance(600_000);
  expect(asked).toHaveLength(1);
  question.soon();
  question.close();
  await platform.advance(600_000);
  await question.now();
  expect([asked.length, answers, platform.pendingTimers()]).toEqual([1, [], 0]);
});
