import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { dayMs, hourMs, type MailWorld, mailWorld } from '../testing/mail-world.ts';

const texts = (world: MailWorld): string[] => world.server.take().map(({ text }) => text);

test('[E2][E3] whoever was long away gets one mail: direct messages, mentions, threads they follow, and nothing else', async () => {
  await using world = await mailWorld();
  const [ann, bob] = [
    await world.person('Ann', { email: 'ann@nova.test' }),
    await world.person('Bob', { isProved: false }),
  ];
  const [direct, garden] = [await world.conversation([ann, bob]), await world.conversation([ann, bob], 'Garden')];
  await world.say(bob, direct, 'Are you there?');
  await world.say(bob, garden, 'Nobody needs to know this');
  const root = await world.say(bob, garden, '@ann the plan', { mentionIds: [ann] });
  await world.say(bob, garden, 'a reply in her thread', { rootId: root.id });
  await world.say(bob, garden, 'a reply in a thread of others', { rootId: (await world.say(bob, garden, 'x')).id });
  await world.say(ann, garden, 'what she said herself', { mentionIds: [ann] });
  await world.here.query`
    insert into thread_places (user_id, root_id, conversation_id, following, read_seq)
    values (${ann}, ${root.id}, ${garden}, true, 0)`;
  await world.step();
  expect(world.outcomes).toEqual(['sent']);
  const [mail, ...more] = world.server.take();
  expect(more).toEqual([]);
  expect(mail?.to).toBe('ann@nova.test');
  for (const said of ['Are you there?', '@ann the plan', 'a reply in her thread'])
    for (const part of [mail?.text, mail?.html]) expect(part).toContain(said);
  for (const unsaid of ['Nobody needs', 'of others', 'herself']) expect(mail?.raw).not.toContain(unsaid);
  expect(mail?.text).toContain(`https://chat.test/c/${direct}/m/1`);
  expect(mail?.text).toContain(`https://chat.test/c/${garden}?thread=${root.id}&at=`);
  const { headers } = mail ?? { headers: new Map<string, string>() };
  expect(headers.get('list-unsubscribe')).toBe(`<https://chat.test/api/unsubscribe?token=${ann}>`);
  expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(headers.get('auto-submitted')).toBe('auto-generated');
  expect(headers.get('from')).toBe('Nova <nova@chat.test>');
});

test('[E2] once a day or a week as one chooses, or never; what was told is not told again, and the seen get nothing', async () => {
  await using world = await mailWorld();
  const people = { daily: '', weekly: '', off: '', here: '', signedIn: '', unproved: '' };
  const bob = await world.person('Bob');
  for (const name of Object.keys(people) as (keyof typeof people)[]) {
    people[name] = await world.person(name, { email: `${name}@nova.test`, isProved: name !== 'unproved' });
    const direct = await world.conversation([people[name], bob]);
    await world.say(bob, direct, 'first');
  }
  await world.set(people.weekly, { digest: 'weekly' });
  await world.set(people.off, { digest: 'off' });
  const elsewhere = await world.conversation([people.here], 'Elsewhere');
  await world.read(people.here, elsewhere, 0, hourMs);
  await world.here.query`
    insert into sessions (id, token, user_id, expires_at) values (gen_random_uuid(), 'x', ${people.signedIn}, now() + interval '1 day')`;
  await world.step();
  const to = (): string[] =>
    world.server
      .take()
      .map((mail) => mail.to.split('@', 1)[0] ?? '')
      .toSorted();
  expect(to()).toEqual(['daily', 'weekly']);
  const say = async (who: keyof typeof people, body: string): Promise<void> => {
    const [row] = await world.here.query<{ id: string }>`
      select conversation_id as id from members where user_id = ${people[who]} and conversation_id <> ${elsewhere}`;
    await world.say(bob, row?.id ?? '', body, { agoMs: 0 });
  };
  for (const who of ['daily', 'weekly'] as const) await say(who, 'second');
  await world.pass(2 * hourMs);
  expect(to()).toEqual([]);
  await world.pass(22 * hourMs);
  // By then who had read something is away too.
  const dayLater = world.server.take();
  expect(dayLater.map((mail) => mail.to).toSorted()).toEqual(['daily@nova.test', 'here@nova.test']);
  const daily = dayLater.find((mail) => mail.to === 'daily@nova.test');
  expect([daily?.text.includes('second'), daily?.text.includes('first')]).toEqual([true, false]);
  await world.pass(dayMs);
  expect(to()).toEqual(['signedIn']);
  await world.pass(5 * dayMs);
  expect(to()).toEqual(['weekly']);
  world.nowMs += 2 * hourMs;
  await world.step({ alsoUnproved: true });
  expect(to()).toEqual(['unproved']);
});

test('[E3] what was read, deleted, muted or left is in no mail, also when it happens after the claim; then there is none', async () => {
  await using world = await mailWorld();
  const [ann, bob, cleo] = [await world.person('Ann'), await world.person('Bob'), await world.person('Cleo')];
  const direct = await world.conversation([ann, bob]);
  const [muted, left, last] = [
    await world.conversation([ann, cleo]),
    await world.conversation([ann, bob], 'Left'),
    await world.conversation([ann, bob], 'Last'),
  ];
  const said = await world.say(bob, direct, 'a secret');
  await world.say(bob, left, '@ann from where she was', { mentionIds: [ann] });
  await world.say(cleo, muted, 'from the muted one');
  const read = await world.say(bob, last, '@ann read by then', { mentionIds: [ann] });
  await world.here.query`update members set notify = 'nothing' where user_id = ${ann} and conversation_id = ${muted}`;
  await world.step({
    async failpoint(name) {
      if (name !== 'digest-claimed') return;
      await world.here.query`update messages set deleted_at = now() where id = ${said.id}`;
      await world.here.query`delete from members where user_id = ${ann} and conversation_id = ${left}`;
      await world.read(ann, last, read.seq);
    },
  });
  expect([new Set(world.outcomes), world.server.tries]).toEqual([new Set(['nothing']), 0]);
  // None was counted: what comes next is told at the next look.
  await world.say(bob, direct, 'something else');
  await world.pass(2 * hourMs);
  expect(texts(world).map((text) => text.includes('something else'))).toEqual([true]);
});

test('[E2] two nodes at once, and a node that dies after the claim or after the mail: at most one in a period', async () => {
  await using world = await mailWorld();
  const [ann, bob] = [await world.person('Ann'), await world.person('Bob')];
  const direct = await world.conversation([ann, bob]);
  await world.say(bob, direct, 'hello');
  const claimed = gate();
  const first = world.step({ failpoint: (name) => (name === 'digest-locked' ? claimed.pass() : undefined) });
  await claimed.arrived();
  await world.step({ db: world.there });
  expect(world.server.tries).toBe(0);
  claimed.open();
  await first;
  expect(texts(world)).toHaveLength(1);

  await world.say(bob, direct, 'second', { agoMs: 0 });
  const dies = (at: string) => (name: string) => (name === at ? Promise.reject(new Error('killed')) : undefined);
  world.nowMs += dayMs;
  await expect(world.step({ failpoint: dies('digest-locked') })).rejects.toThrow('killed');
  // Postgres lets go of what it held a moment later: this waits for it.
  await world.here.query`select user_id from mail for update`;
  expect(world.server.tries).toBe(1);
  await expect(world.step({ db: world.there, failpoint: dies('digest-claimed') })).rejects.toThrow('killed');
  for (const db of [world.here, world.there]) await world.step({ db });
  await world.pass(2 * hourMs);
  expect(texts(world)).toEqual([]);
  // The next one covers it.
  world.nowMs += 22 * hourMs;
  await expect(world.step({ failpoint: dies('digest-sent') })).rejects.toThrow('killed');
  await world.step({ db: world.there });
  await world.pass(2 * hourMs);
  expect(texts(world).map((text) => text.includes('second'))).toEqual([true]);
});

test('[E2] greylisted it comes later, three times at most; refused for good, never there again; cut off, not in this period', async () => {
  await using world = await mailWorld();
  const [ann, bob] = [await world.person('Ann', { email: 'ann@nova.test' }), await world.person('Bob')];
  await world.set(bob, { digest: 'off' });
  const direct = await world.conversation([ann, bob]);
  await world.say(bob, direct, 'hello');
  world.server.toRecipients.push({ code: 450 });
  world.server.toContents.push({ code: 451 });
  await world.step();
  await world.pass(4 * 60_000);
  expect([world.outcomes, world.server.tries]).toEqual([['later'], 1]);
  await world.pass(60_000);
  expect([world.outcomes, world.server.tries]).toEqual([['later', 'later'], 2]);
  await world.pass(hourMs / 2);
  expect(world.outcomes).toEqual(['later', 'later', 'sent']);
  expect(texts(world)).toHaveLength(1);

  // A server that never takes it is left alone until the next day.
  await world.say(bob, direct, 'second', { agoMs: 0 });
  world.server.toRecipients.push(...Array.from({ length: 4 }, () => ({ code: 421 })));
  for (const ms of [dayMs, 5 * 60_000, hourMs / 2, 2 * hourMs, 3 * hourMs, hourMs]) await world.pass(ms);
  expect([world.outcomes.slice(3), world.server.tries]).toEqual([['later', 'later', 'later', 'lost'], 7]);
  await world.pass(dayMs);
  expect(texts(world).map((text) => text.includes('second'))).toEqual([true]);

  // Cut after it was handed over: nobody knows.
  await world.say(bob, direct, 'third', { agoMs: 0 });
  world.server.toContents.push('cut');
  await world.pass(dayMs);
  await world.pass(3 * hourMs);
  expect([world.outcomes.at(-1), world.server.tries]).toEqual(['lost', 9]);
  world.server.toRecipients.push({ code: 550 });
  await world.pass(dayMs);
  expect(world.outcomes.at(-1)).toBe('refused');
  for (let day = 0; day < 3; day++) await world.pass(dayMs);
  expect([world.outcomes.at(-1), world.server.tries]).toEqual(['refused', 10]);
  await world.here.query`update users set email = 'new@nova.test' where id = ${ann}`;
  await world.pass(dayMs);
  expect(world.server.take().map(({ to }) => to)).toEqual(['new@nova.test']);
}, 30_000);

test('[E5] names, titles and texts do nothing in a mail; it speaks the language and the zone of its reader', async () => {
  await using world = await mailWorld();
  const evil = 'Eve\r\nBcc: all@nova.test\r\n\r\n<script>alert(1)</script>\u202e"\', <x@y.z>';
  const ann = await world.person('Ann <b>\u2066\r\nX-Evil: 1', { email: 'ann@nova.test' });
  const eve = await world.person(evil);
  const [direct, group] = [
    await world.conversation([ann, eve]),
    await world.conversation([ann, eve], '<img src=x onerror=alert(1)>\r\nSubject: no'),
  ];
  await world.say(
    eve,
    direct,
    `<script src="https://evil.test/x.js"></script> ![x](https://evil.test/x.png) ${'👩🏽‍💻'.repeat(100)}`,
  );
  await world.say(eve, group, '@ann <style>*{display:none}</style>', { mentionIds: [ann] });
  await world.set(ann, { language: 'de-AT', timeZone: 'Asia/Tokyo' });
  await world.step();
  const [mail] = world.server.take();
  expect([...(mail?.headers.keys() ?? [])].toSorted()).toEqual([
    'auto-submitted',
    'content-type',
    'date',
    'from',
    'list-unsubscribe',
    'list-unsubscribe-post',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ]);
  expect(world.server.tries).toBe(1);
  expect(mail?.html).not.toMatch(/<(script|img|style>\*|iframe|object|link)/i);
  expect(mail?.html).toContain('&lt;script');
  expect(mail?.raw).not.toMatch(/[\u202e\u2066]/);
  // Only links, and only to Nova.
  for (const [, url] of (mail?.html ?? '').matchAll(/<[^>]*\s(?:href|src|action)="?([^"\s>]*)/g))
    expect(url).toMatch(/^https:\/\/chat\.test(\/|$)/);
  expect(mail?.html).toContain('lang="de"');
  expect(mail?.text).toContain('Du warst eine Weile nicht in Nova');
  const [{ at } = { at: '' }] = await world.here.query<{ at: string }>`
    select sent_at as at from messages where conversation_id = ${direct}`;
  const tokyo = new Intl.DateTimeFormat('de', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Tokyo' });
  expect(mail?.text).toContain(tokyo.format(new Date(at)));
  // Emoji are whole where it was cut.
  expect(mail?.text).not.toContain('\ufffd');
});
