import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRealWorld } from './real-world.ts';
import { finish, talk } from './talker-process.ts';

test('[O1][O5][W6] a program killed again and again, with the way cut and a node killed: each word once, in order', async () => {
  await using world = await openRealWorld();
  const directory = mkdtempSync(join(tmpdir(), 'nova-talker-'));
  try {
    const [ann, bob] = world.people;
    const url = `http://127.0.0.1:${ann.way.port}`;
    const of = { url, token: ann.account.token, conversationId: world.conversationId, directory };
    const said = await talk(of, 1_000, 25);
    // Away from the servers, everything it says stays on the disk.
    await ann.way.cut();
    said.push(...(await talk(of, 2_000, 25)));
    await ann.way.restore();
    const [there] = await Promise.all([talk(of, 3_000, 25), world.nodes[0].kill()]);
    said.push(...there);
    await ann.moveTo(world.nodes[1].port);
    await finish(of);
    const bodies = (await bob.truth()).map(({ body }) => Number(body?.replace('word ', '')));
    expect(bodies).toEqual([...new Set(bodies)].toSorted((a, b) => a - b));
    expect(said.filter((word) => !bodies.includes(word))).toEqual([]);
    expect(said.length).toBeGreaterThanOrEqual(75);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}, 120_000);
