import { wireVersion, wireVersionHeader } from '@nova/contract';
import { expect, test } from 'vitest';
import { openScene } from '../testing/scene.ts';

test('[L4] an app that speaks a wire which the server no longer does is told so, whatever it asks', async () => {
  await using scene = await openScene();
  const node = await scene.system.openNode({ oldestWire: wireVersion });
  const ask = async (path: string, spoken: string | null, body?: object): Promise<unknown> => {
    const response = await fetch(`${node.url}/api/trpc/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${scene.ann.token}`,
        'content-type': 'application/json',
        ...(spoken === null ? {} : { [wireVersionHeader]: spoken }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as { error?: { data?: { reason?: string } } };
    return [response.status, answer.error?.data?.reason];
  };
  for (const old of [String(wireVersion - 1), '', 'x']) {
    expect([old, await ask('user.me', old)]).toEqual([old, [412, 'CLIENT_TOO_OLD']]);
    const leave = { conversationId: scene.conversationId };
    expect([old, await ask('conversation.leave', old, leave)]).toEqual([old, [412, 'CLIENT_TOO_OLD']]);
  }
  for (const fine of [String(wireVersion), String(wireVersion + 1), null])
    expect([fine, await ask('user.me', fine)]).toEqual([fine, [200, undefined]]);
});
