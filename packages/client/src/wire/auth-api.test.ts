import { fakePlatform } from '@nova/testkit';
import { expect, it } from 'vitest';
import { AuthApi } from './auth-api.ts';
import { Http } from './http.ts';
import { Session } from './session.ts';

it('says why nobody was let in, by the code of the answer and never by its text', async () => {
  let answer = new Response();
  const http = new Http({
    url: 'http://nova.test',
    platform: fakePlatform(),
    session: new Session({ kind: 'cookie' }),
    fetch: () => Promise.resolve(answer),
  });
  const auth = new AuthApi(http);
  const told = async (status: number, body: unknown): Promise<unknown> => {
    answer = new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
    return auth.signUp({ name: 'n', email: 'e', password: 'p' }).catch((error: unknown) => error);
  };
  const refused = { code: 'SIGN_IN_REFUSED' };
  expect(await told(422, { code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL' })).toMatchObject({
    ...refused,
    detail: 422,
    refusal: 'EMAIL_TAKEN',
  });
  expect(await told(401, { code: 'INVALID_EMAIL_OR_PASSWORD' })).toMatchObject({ refusal: 'WRONG_PASSWORD' });
  expect(await told(429, { code: 'RATE_LIMITED', retryAfterMs: 9_000 })).toMatchObject({
    refusal: 'RATE_LIMITED',
    retryAfterMs: 9_000,
  });
  expect(await told(429, 'slow down')).toMatchObject({ refusal: 'RATE_LIMITED', retryAfterMs: 0 });
  expect(await told(502, '<html>')).toMatchObject({ refusal: 'OTHER', detail: 502 });
  expect(await told(200, {})).toMatchObject(refused);
});
