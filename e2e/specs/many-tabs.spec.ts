import type { Person } from '../src/fixtures/people/person.ts';
import { expectSameTimeline } from '../src/fixtures/talk/same-timeline.ts';
import type { Talk } from '../src/fixtures/talk/talk.ts';
import { expect, test as ofAll } from '../src/fixtures/test.ts';
import type { Screen } from '../src/pages/screen.ts';

interface ThreeTabs {
  readonly ada: Person;
  readonly ben: Person;
  readonly talk: Talk;
  /** Of Ada's browser, all at the conversation; the first one is she, and holds the socket. */
  readonly tabs: readonly [Screen, Screen, Screen];
}

const test = ofAll.extend<{ threeTabs: () => Promise<ThreeTabs> }>({
  threeTabs: ({ users, conversation }, use) =>
    use(async () => {
      const [ada, ben] = await users(2);
      const talk = await conversation({ members: [ada, ben] });
      await talk.say(ben, 'Hello');
      return { ada, ben, talk, tabs: await openTabs(ada, talk) };
    }),
});

/** Three tabs of one browser at one conversation. */
async function openTabs(person: Person, talk: Talk): Promise<[Screen, Screen, Screen]> {
  await person.open(talk);
  await expect(person.timeline.message('Hello')).toBeVisible();
  const tabs: [Screen, Screen, Screen] = [person, await person.newTab(), await person.newTab()];
  for (const tab of tabs) {
    await tab.open(talk);
    await expect(tab.timeline.message('Hello')).toBeVisible();
  }
  return tabs;
}

/** Says `word 1.`, `word 2.` …, one after the other, and does something in the middle of it. */
async function sayWhile(
  of: { talk: Talk; by: Person; from: number; to: number },
  inTheMiddle: () => Promise<void>,
): Promise<void> {
  let done: Promise<void> | null = null;
  for (let at = of.from; at <= of.to; at++) {
    await of.talk.say(of.by, `word ${at}.`);
    if (at === Math.floor((of.from + of.to) / 2)) done = inTheMiddle();
  }
  await done;
}

/** The numbers of the words that are drawn now. */
async function words({ timeline }: Screen): Promise<number[]> {
  const shown = await timeline.shown();
  return shown.flatMap(({ text }) => /word (\d+)\./.exec(text)?.[1] ?? []).map(Number);
}

test('[O11] three tabs are one socket and one subscription, and show the same', async ({
  threeTabs,
  conversation,
  server,
}) => {
  const { ada, ben, talk, tabs } = await threeTabs();
  const other = await conversation({ members: [ada, ben], title: 'Elsewhere' });
  await expect.poll(() => server.metric('nova_sockets')).toBe(1);
  await expect.poll(() => server.metric('nova_followers')).toBe(1);
  await expect.poll(() => server.metric('nova_inboxes')).toBe(1);

  await talk.say(ben, 'All tabs hear this');
  await other.say(ben, 'Unread');
  for (const tab of tabs) {
    await expect(tab.timeline.message('All tabs hear this')).toBeVisible();
    await expect(tab.conversations.unread('Elsewhere', 1)).toBeVisible();
  }
  await tabs[2].conversations.open('Elsewhere');
  await expect(tabs[2].timeline.message('Unread')).toBeVisible();
  for (const tab of tabs) await expect(tab.conversations.unread('Elsewhere', 1)).toBeHidden();
  await tabs[1].composer.send('From the second');
  for (const tab of [tabs[0], tabs[1]]) await expect(tab.timeline.message('From the second')).toHaveCount(1);
  expect(await server.metric('nova_sockets')).toBe(1);
});

for (const how of ['closed', 'crashed'] as const) {
  test(`[O11][D3] the tab with the socket is ${how} mid-conversation: the others go on, without a gap or a repeat`, async ({
    threeTabs,
    people,
    server,
  }) => {
    const { ben, talk, tabs } = await threeTabs();
    const [first, second, third] = tabs;
    // What a crash of the browser's takes with it is told in the console.
    if (how === 'crashed') people.expectRoughness();
    const of = { talk, by: ben };
    await sayWhile({ ...of, from: 1, to: 40 }, () => (how === 'closed' ? first.page.close() : first.crash()));
    for (const tab of [second, third]) await expect(tab.timeline.message('word 40.')).toBeVisible();
    await expectSameTimeline(second, third);
    await expect.poll(() => server.metric('nova_sockets')).toBe(1);

    await sayWhile({ ...of, from: 41, to: 80 }, () => second.page.close());
    await expect(third.timeline.message('word 80.')).toBeVisible();
    // Where the list comes to rest; what it shows on the way is of one piece, too.
    await expect(async () => {
      const seen = await words(third);
      expect(seen.length).toBeGreaterThan(5);
      expect(seen).toEqual(Array.from(seen, (_, at) => 80 - seen.length + 1 + at));
    }).toPass();
    await expect.poll(() => server.metric('nova_sockets')).toBe(1);
  });
}

test('[O11] the tab with the socket is frozen: another takes over, and it goes on when it thaws', async ({
  threeTabs,
}) => {
  const { ben, talk, tabs } = await threeTabs();
  const [first, second, third] = tabs;
  await first.freeze();
  await talk.say(ben, 'While one is frozen');
  for (const tab of [second, third])
    await expect(tab.timeline.message('While one is frozen')).toBeVisible({ timeout: 30_000 });
  await first.thaw();
  await expect(first.timeline.message('While one is frozen')).toBeVisible();
  await talk.say(ben, 'All are awake');
  for (const tab of [first, second, third]) await expect(tab.timeline.message('All are awake')).toHaveCount(1);
  await expectSameTimeline(first, second, third);
});

test('[O11] the server restarts: the tabs come back by one socket', async ({ threeTabs, server }) => {
  const { ben, talk, tabs } = await threeTabs();
  await server.restart();
  await talk.say(ben, 'After the restart');
  for (const tab of tabs) await expect(tab.timeline.message('After the restart')).toHaveCount(1, { timeout: 30_000 });
  for (const tab of tabs) await expect(tab.condition.unreachable).toBeHidden();
  await expect.poll(() => server.metric('nova_sockets')).toBe(1);
  await expect.poll(() => server.metric('nova_followers')).toBe(1);
});

test('[O11] the network goes: all tabs say so, and all come back', async ({ threeTabs, network, server }) => {
  const { ada, ben, talk, tabs } = await threeTabs();
  await network.goOffline(ada);
  for (const tab of tabs) await expect(tab.condition.unreachable).toBeVisible();
  await talk.say(ben, 'Meanwhile');
  await network.restore(ada);
  for (const tab of tabs) {
    await expect(tab.timeline.message('Meanwhile')).toHaveCount(1);
    await expect(tab.condition.unreachable).toBeHidden();
  }
  await expect.poll(() => server.metric('nova_sockets')).toBe(1);
});

test('[O11][D7] the session is ended elsewhere: every tab says so', async ({ threeTabs, people }) => {
  const { ada, tabs } = await threeTabs();
  people.expectRoughness();
  await ada.program.signOut();
  for (const tab of tabs) await expect(tab.condition.saying('Your session has ended')).toBeVisible();
});

test('[O11][O8] signing out in one tab signs out of all, and no socket is left', async ({ threeTabs, server }) => {
  const { tabs } = await threeTabs();
  await tabs[1].conversations.me('Sign out');
  await tabs[1].dialog('Sign out?').button('Sign out').click();
  for (const tab of tabs) await expect(tab.page.getByText('Hello')).toHaveCount(0);
  await expect.poll(() => server.metric('nova_sockets')).toBe(0);
});

test('[O11] a browser without Web Locks has a socket per tab, and all else is as ever', async ({
  users,
  conversation,
  server,
}) => {
  const [ada, ben] = await users(2);
  await ada.device.context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ben, 'Hello');
  const tabs = await openTabs(ada, talk);
  await expect.poll(() => server.metric('nova_sockets')).toBe(3);
  await talk.say(ben, 'All the same');
  for (const tab of tabs) await expect(tab.timeline.message('All the same')).toHaveCount(1);
});
