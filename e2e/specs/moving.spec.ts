import { readFile } from 'node:fs/promises';
import { unzipped } from '@nova/testkit';
import type { Download } from '@playwright/test';
import postgres from 'postgres';
import type { Account } from '../src/fixtures/people/account.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test('[M8][M10][M11][X1] a conversation is taken along as a page that runs nothing, and as data, without what is deleted @phone', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await talk.say(ada, 'The **spade** is <script>alert(1)</script> here');
  const { messageId } = await talk.say(ben, 'a secret');
  await ben.program.trpc.message.delete.mutate({ messageId });
  await ada.open(talk);
  await ada.header.menu('Export …');
  const dialog = ada.page.getByRole('dialog', { name: 'Export Garden' });
  await expect(dialog.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
  await axeInEachLook(ada, { highContrast: true });
  const taken = async (): Promise<Download> => {
    const [download] = await Promise.all([
      ada.page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export', exact: true }).click(),
    ]);
    return download;
  };
  const page = await taken();
  expect(page.suggestedFilename()).toBe('Garden.html');
  const html = await textOf(page);
  expect(html).toContain('<strong>spade</strong>');
  expect(html).toContain('This message was deleted.');
  expect(html).not.toMatch(/<script|a secret|not complete/);
  await expect(dialog.getByRole('status')).toContainText('Exported 2 messages.');

  await dialog.getByText('Data (JSON Lines)').click();
  const lines = (await textOf(await taken())).trim().split('\n');
  const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
  expect(types.filter((type) => type === 'message')).toHaveLength(2);
  expect(types.at(-1)).toBe('end');
  expect(lines.join()).not.toContain('a secret');

  // With its files, as a browser takes it that cannot write to the disk …
  const fileId = await plan(ben, talk.id);
  await dialog.getByText('With pictures and files').click();
  await ada.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await dialog.getByText('A page to read').click();
  await expect(dialog.getByText('This browser can hold 1 GB')).toBeVisible();
  const packed = await taken();
  expect(packed.suggestedFilename()).toBe('Garden.zip');
  const zip = await unzipped(await readFile(await packed.path()));
  expect([...zip.keys()]).toEqual([`files/${fileId}/plan.txt`, 'export.html']);
  expect(zip.get(`files/${fileId}/plan.txt`)?.toString()).toBe('dig, then water');
  expect(zip.get('export.html')?.toString()).toContain(`<a href="files/${fileId}/plan.txt">`);
  await expect(dialog.getByRole('status')).toContainText('With 1 file, 15 bytes.');
  // … and as one does that can.
  await ada.page.evaluate(() =>
    Object.assign(window, {
      showSaveFilePicker: async (options: { readonly suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(options.suggestedName, { create: true }),
    }),
  );
  await dialog.getByText('Data (JSON Lines)').click();
  await expect(dialog.getByText('This browser can hold')).toBeHidden();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('Exported 3 messages.');
  const written = await ada.page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle('Garden.zip')).getFile();
    return [...new Uint8Array(await file.arrayBuffer())];
  });
  expect([...(await unzipped(Uint8Array.from(written))).keys()]).toEqual([`files/${fileId}/plan.txt`, 'export.jsonl']);
  await axe(ada);
});

/** Says something with a file. */
async function plan({ program }: Pick<Account, 'program'>, conversationId: string): Promise<string> {
  const [id, bytes] = [crypto.randomUUID(), new Blob(['dig, then water'])];
  const file = { id, name: 'plan.txt', alt: null, type: 'text/plain', size: bytes.size, width: null, height: null };
  await program.uploadFile(file, bytes, new AbortController().signal);
  const said = { conversationId, clientId: crypto.randomUUID(), body: 'the plan', attachmentIds: [id] };
  await program.trpc.message.send.mutate(said);
  return id;
}

test('[M5] what was imported in one’s name is claimed by a click, with the conversations it was in', async ({
  users,
  people,
  stack,
}) => {
  const [ada] = await users(1);
  const { imports } = (await people.operator()).program.trpc;
  const opened = await imports.openConversation.mutate({ source: 'slack:e2e:g', kind: 'group', title: 'Old plans' });
  const known = await imports.people.mutate({
    source: 'slack:e2e',
    people: [{ key: 'U1', name: 'A. from before', email: ada.account.email }],
  });
  const userId = known['U1']?.userId ?? '';
  const { conversationId } = opened;
  const sentAt = '2016-01-14T10:00:00.000Z';
  const message = { id: crypto.randomUUID(), senderId: userId, body: 'said long ago', sentAt };
  await imports.messages.mutate({ conversationId, messages: [message] });
  await imports.members.mutate({ conversationId, members: [{ userId, role: 'owner' }] });

  await ada.page.goto('/settings/data');
  const main = ada.page.getByRole('main');
  await expect(main.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
  // An address that nobody has proved claims nothing.
  await expect(main.getByText('Imported in your name')).toBeHidden();
  const sql = postgres(stack.database.url, { max: 1 });
  await sql`update users set email_verified = true where id = ${ada.id}`;
  await sql.end();
  await ada.reload();
  await expect(main.getByRole('listitem')).toContainText('A. from before, 1 message (slack:e2e)');
  await axe(ada);
  await main.getByRole('button', { name: 'That is me' }).click();
  await expect(main.getByText('Imported in your name')).toBeHidden();
  await ada.conversations.row('Old plans').click();
  await expect(ada.timeline.message('said long ago')).toContainText(ada.name);
});
