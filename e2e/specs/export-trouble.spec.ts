import { readFile } from 'node:fs/promises';
import { unzipped } from '@nova/testkit';
import type { Page, Route } from '@playwright/test';
import type { Account } from '../src/fixtures/people/account.ts';
import type { Person } from '../src/fixtures/people/person.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

/** Nobody can choose a place in a browser without windows: what is chosen is a file of the origin's own, as real. */
function choosesPlace(page: Page): Promise<void> {
  return page.evaluate(() => {
    Object.assign(window, {
      showSaveFilePicker: async (options: { readonly suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(options.suggestedName, { create: true }),
    });
  });
}

/** What lies at the chosen place; null for nothing at all. */
async function written(page: Page): Promise<Uint8Array | null> {
  const bytes = await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle('Garden.zip').catch(() => null);
    return handle ? [...new Uint8Array(await (await handle.getFile()).arrayBuffer())] : null;
  });
  return bytes && Uint8Array.from(bytes);
}

/** Says something with so many files of so many bytes. */
async function plans({ program }: Pick<Account, 'program'>, conversationId: string, sizes: readonly number[]) {
  const files = sizes.map((size, n) => {
    return {
      id: crypto.randomUUID(),
      name: `${n}.txt`,
      alt: null,
      type: 'text/plain',
      size,
      width: null,
      height: null,
    };
  });
  const { signal } = new AbortController();
  for (const file of files) await program.uploadFile(file, new Blob(['x'.repeat(file.size)]), signal);
  const attachmentIds = files.map(({ id }) => id);
  return program.trpc.message.send.mutate({
    conversationId,
    clientId: crypto.randomUUID(),
    body: 'plans',
    attachmentIds,
  });
}

/** Answers to requests for files wait until the test lets them through. */
async function holdFiles({ page }: Person) {
  const held: Route[] = [];
  await page.route('**/api/files/*', (route) => void held.push(route));
  return {
    held,
    async letGo(): Promise<void> {
      await page.unroute('**/api/files/*');
      for (const route of held) await route.continue().catch(() => null);
    },
  };
}

test('[M11] an export goes on wherever one is; stopped, or where there is no room for it, it leaves nothing; of what came to go meanwhile it tells', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const { page } = ada;
  const talk = await conversation({ members: [ben, ada], title: 'Garden' });
  const { messageId } = await plans(ben, talk.id, [10, 20, 30, 40, 50, 60]);
  await ada.open(talk);
  await choosesPlace(page);
  const { box } = ada.dialog('Export Garden');
  const [status, go] = [box.getByRole('status'), box.getByRole('button', { name: 'Export', exact: true })];
  const aside = page.getByRole('region', { name: 'Export Garden' });
  const open = async (): Promise<void> => {
    await ada.header.menu('Export …');
    await box.getByText('With pictures and files').click();
  };
  await open();

  await test.step('goes on wherever one is, and is stopped', async () => {
    const files = await holdFiles(ada);
    await go.click();
    await expect(box.getByRole('progressbar', { name: '0 of 6 files' })).toBeVisible();
    await expect.poll(() => files.held.length).toBe(4);
    await page.keyboard.press('Escape');
    await expect(box).toBeHidden();
    await ada.conversations.me('Appearance');
    await page.getByRole('link', { name: 'My data' }).click();
    await expect(aside.getByRole('progressbar', { name: '0 of 6 files' })).toBeVisible();
    await expect(page.getByText('Garden is being exported: one after the other.')).toBeVisible();
    await axe(ada);
    // Who leaves the page is asked by the browser.
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    await (await asked).dismiss();
    await ada.conversations.row('Garden').click();
    await open();
    await expect(aside).toBeHidden();
    await box.getByRole('button', { name: 'Stop' }).click();
    await expect(status).toHaveText('Stopped. Nothing was saved.');
    expect(await written(page)).toBeNull();
    await files.letGo();
  });

  await test.step('deleted in the middle', async () => {
    const files = await holdFiles(ada);
    await go.click();
    await expect.poll(() => files.held.length).toBe(4);
    await page.keyboard.press('Escape');
    await ben.program.trpc.message.delete.mutate({ messageId });
    await files.letGo();
    await expect(aside.getByRole('status')).toContainText('6 files are gone: deleted meanwhile');
    await axe(ada);
    await aside.getByRole('button', { name: 'Dismiss' }).click();
    await expect(aside).toBeHidden();
    await open();
    expect([...(await unzipped((await written(page)) ?? new Uint8Array())).keys()]).toEqual(['export.html']);
  });

  await test.step('more than the browser can hold', async () => {
    // A file of two gigabytes, as far as its message says.
    await page.route(/exportPage/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('"size":3000000', '"size":2000000000') });
    });
    await plans(ben, talk.id, [3_000_000]);
    await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    await box.getByText('Data (JSON Lines)').click();
    const [download] = await Promise.all([page.waitForEvent('download'), go.click()]);
    await expect(status).toContainText('There was no room for 1 file: it is only named.');
    const zip = await unzipped(await readFile(await download.path()));
    expect([...zip.keys()]).toEqual(['export.jsonl']);
    expect(zip.get('export.jsonl')?.toString()).toContain('"missing":"beyond"');
    await page.unroute(/exportPage/);
    await choosesPlace(page);
  });

  await test.step('a full disk', async () => {
    await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('Garden.zip'));
    const session = await page.context().newCDPSession(page);
    const { origin } = ada.device;
    const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 1_000_000 });
    await go.click();
    await expect(box.getByRole('alert')).toHaveText('This device has no room for the export. Nothing was saved.');
    expect(await written(page)).toBeNull();
    await session.send('Storage.overrideQuotaForOrigin', { origin });
  });

  await test.step('removed in the middle', async () => {
    const files = await holdFiles(ada);
    await go.click();
    await expect.poll(() => files.held.length).toBe(1);
    await ben.program.trpc.conversation.removeMember.mutate({ conversationId: talk.id, userId: ada.id });
    await expect(ada.conversations.row('Garden')).toBeHidden();
    await files.letGo();
    await expect(status).toContainText('1 file is gone: deleted meanwhile, or no longer open to you.');
    await go.click();
    await expect(box.getByRole('alert')).toHaveText('You are not a member of this conversation.');
  });

  await test.step('it ends with the session', async () => {
    await page.keyboard.press('Escape');
    await page.route(/user\.devices/, () => {});
    const given = page.waitForEvent('requestfailed', { predicate: (one) => one.url().includes('user.devices') });
    await ada.conversations.me('Appearance');
    await page.getByRole('link', { name: 'My data' }).click();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByText('Keep this tab open.')).toBeVisible();
    await ada.conversations.me('Sign out');
    await ada.dialog('Sign out?').button('Sign out').click();
    await expect(ada.entry.email).toBeVisible();
    await given;
  });
});
