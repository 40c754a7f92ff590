import { axe } from '../src/fixtures/watch/axe.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { password } from '../src/fixtures/people/account.ts';
import { Screen } from '../src/pages/screen.ts';

test('first run: sign up, find somebody by name, write the first message @phone', async ({ people, users }) => {
  const [ben] = await users(1);
  const newcomer = await people.stranger();
  const ada = new Screen(await newcomer.device.context.newPage());

  await ada.open();
  await expect(ada.page).toHaveURL(/\/sign-in$/);
  await axe(ada);
  await ada.page.getByRole('link', { name: 'Create account' }).click();
  await ada.entry.signUp({ ...newcomer, password: 'short' });
  await expect(ada.entry.password).toHaveAccessibleDescription(/at least 8 characters/i);
  await axe(ada);
  await ada.entry.signUp({ ...newcomer, password });

  await expect(ada.home.heading).toHaveText(`Welcome, ${newcomer.name}`);
  await axe(ada);
  await ada.home.newMessage.click();
  await ada.conversations.dialogs.newMessage.begin(ben.name);

  await expect(ada.header.title).toHaveText(ben.name);
  await ada.composer.send('Hello, I am new here');
  await expect(ada.timeline.message('Hello, I am new here')).toBeVisible();

  await ben.open();
  await ben.conversations.open(newcomer.name);
  await expect(ben.timeline.message('Hello, I am new here')).toBeVisible();
});

test('signing in: a wrong password is refused in words, the right one opens the app, a reload keeps it open', async ({
  people,
  users,
}) => {
  const [ada, ben] = await users(2);
  const { conversationId } = await ada.program.trpc.conversation.openDirect.mutate({ userId: ben.id });
  const elsewhere = new Screen(await (await people.stranger()).device.context.newPage());

  await elsewhere.open({ id: conversationId });
  await elsewhere.entry.signIn({ email: ada.account.email, password: 'not the password' });
  await expect(elsewhere.entry.problem).toHaveText('Email or password is wrong.');
  await elsewhere.entry.signIn(ada.account);
  await expect(elsewhere.conversations.row(ben.name)).toBeVisible();
  await elsewhere.reload();
  await expect(elsewhere.conversations.row(ben.name)).toBeVisible();
});

test('who looks for a file that there is not is told so, and not shown the app', async ({ stack, request }) => {
  for (const path of ['/robots.txt', '/.well-known/security.txt', '/nothing.js', '/c/no.png']) {
    const answer = await request.get(new URL(path, stack.server.url).href);
    expect(answer.status(), path).toBe(404);
    expect(await answer.text(), path).not.toContain('<');
  }
  expect((await request.get(new URL('/sign-in', stack.server.url).href)).status()).toBe(200);
});

test('[O12] the app can be installed: its manifest is whole, its icons are what they say, and it starts without a server @phone', async ({
  users,
  server,
}) => {
  const [ada] = await users(1);
  await ada.open();
  await ada.installed();
  const session = await ada.page.context().newCDPSession(ada.page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // Each person of a test has a window that forgets.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  const { url, errors, data = '' } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(new URL(url).pathname).toBe('/manifest.webmanifest');
  const { start_url, icons } = JSON.parse(data) as {
    readonly start_url: string;
    readonly icons: readonly { readonly src: string; readonly sizes: string; readonly type: string }[];
  };
  expect(icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  for (const { src, sizes, type } of icons) {
    const icon = await ada.page.evaluate(async (address) => {
      const blob = await (await fetch(address)).blob();
      const image = new Image();
      image.src = address;
      await image.decode();
      return { type: blob.type, size: `${image.naturalWidth}x${image.naturalHeight}` };
    }, src);
    expect(icon, src).toEqual({ type, size: sizes === 'any' ? icon.size : sizes });
  }

  const sign = ada.page.locator('button:visible svg:visible use').first();
  const signs = new URL((await sign.getAttribute('href')) ?? '', ada.device.origin);
  // An update's file has another name: none of its signs is looked for in this one.
  expect((await ada.page.request.get(signs.href)).headers()['cache-control']).toContain('immutable');

  await server.kill();
  await ada.page.goto(start_url);
  await expect(ada.home.heading).toBeVisible();
  await expect.poll(() => sign.evaluate((use: SVGUseElement) => use.getBBox().width)).toBeGreaterThan(0);
});

test('the app comes with a policy of its own for each visit: no script but its own runs, and no text becomes markup', async ({
  users,
}) => {
  const [ada] = await users(1);
  const policies = [];
  for (const path of ['/', '/settings']) {
    const answer = await ada.page.goto(path);
    policies.push(answer?.headers()['content-security-policy'] ?? '');
  }
  const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1]);
  expect(new Set(nonces).size).toBe(2);
  for (const policy of policies) expect(policy).toContain("require-trusted-types-for 'script'");
  ada.device.watch.expectTrouble(/Content Security Policy|Trusted|trusted-types|against the policy/);
  const became = await ada.page.evaluate(() => {
    const script = document.createElement('script');
    script.append('globalThis.intruder = true');
    document.head.append(script);
    const ran = 'intruder' in globalThis;
    try {
      document.createElement('p').innerHTML = '<img src="x">';
      return { text: 'markup', ran };
    } catch (error) {
      return { text: error instanceof Error ? error.name : '', ran };
    }
  });
  expect(became).toEqual({ text: 'TypeError', ran: false });
});
