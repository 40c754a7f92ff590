import type { Request } from '@playwright/test';
import { picture, textFile } from '../src/pages/files.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

const red = picture('red.png', [1_200, 800], [200, 30, 30]);
const blue = picture('blue.png', [400, 900], [30, 60, 200]);
const code = textFile('hello.ts', 'const greeting: string = "hello";\nconsole.log(greeting);\n');

test('[F1][F3] picked, pasted and dropped files go out with a message; the other looks at them, and they go with it @phone', async ({
  users,
  conversation,
  isMobile,
}, info) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await ada.open(talk);
  await ben.open(talk);
  await ada.files.pick(red);
  await ada.files.paste(blue);
  await ada.files.drop(code);
  await expect(ada.files.tray.getByRole('listitem')).toHaveCount(3);
  await ada.page.getByRole('textbox', { name: 'Describe red.png' }).fill('A red square');
  await axeInEachLook(ada);
  await ada.page.screenshot({ path: info.outputPath('tray.png') });
  await ada.composer.send('three files');
  await expect(ada.files.tray).toBeHidden();

  const message = ben.timeline.message('three files');
  const pictures = message.getByRole('button', { name: /^Picture: / });
  await expect(pictures).toHaveCount(2);
  await expect(message.getByText('console.log(greeting);')).toBeVisible();
  // Two lines in a place for four: the frame ends where they do, and there is nothing to scroll.
  const framed = message.getByRole('listitem').filter({ hasText: 'hello.ts' }).locator('> *');
  const room = await framed.evaluate((frame) => {
    const text = frame.lastElementChild;
    return {
      isLeft: frame.getBoundingClientRect().bottom < (frame.parentElement?.getBoundingClientRect().bottom ?? 0) - 10,
      isCut: text === null || text.scrollHeight > text.clientHeight,
    };
  });
  expect(room).toEqual({ isLeft: true, isCut: false });
  await expect(message.getByRole('button', { name: 'Picture: red.png. A red square' })).toBeVisible();
  await expect
    .poll(() =>
      pictures
        .first()
        .locator('img')
        .evaluate((img: HTMLImageElement) => img.naturalWidth),
    )
    .toBeGreaterThan(0);
  await axeInEachLook(ben);
  await ben.page.screenshot({ path: info.outputPath('shown.png') });

  await pictures.first().click();
  await expect(ben.files.viewer).toContainText('red.png');
  await expect(ben.files.viewer).toContainText('Picture 1 of 2');
  await axeInEachLook(ben);
  await ben.page.screenshot({ path: info.outputPath('viewer.png') });
  await ben.page.keyboard.press('ArrowRight');
  await expect(ben.files.viewer).toContainText('blue.png');
  await ben.page.keyboard.press('Escape');
  await expect(ben.files.viewer).toBeHidden();

  await test.step('a text that is being read is read no more when one goes elsewhere', async () => {
    const held = (url: URL): boolean => url.pathname.startsWith('/api/files/');
    await ben.page.route(held, () => {});
    const isText = (request: Request): boolean => request.resourceType() === 'fetch' && held(new URL(request.url()));
    const asked = ben.page.waitForRequest(isText);
    await ben.reload();
    const given = ben.page.waitForEvent('requestfailed', { predicate: isText, timeout: 5_000 });
    await asked;
    if (isMobile) await ben.header.back.click();
    else await ben.page.getByRole('link', { name: 'Threads' }).click();
    expect((await given).failure()?.errorText).toBe('net::ERR_ABORTED');
    await ben.page.unroute(held);
    await ben.open(talk);
    await expect(message.getByText('console.log(greeting);')).toBeVisible();
  });

  const address = await pictures.first().locator('img').getAttribute('src');
  const { messages } = await ada.program.trpc.message.list.query({ conversationId: talk.id });
  await ada.program.trpc.message.delete.mutate({ messageId: messages.at(-1)?.id ?? '' });
  await expect(pictures).toHaveCount(0);
  await expect(ben.timeline.message('This message was deleted.')).toBeVisible();
  const status = await ben.page.evaluate(async (url) => (await fetch(url ?? '')).status, address);
  expect(status).toBe(404);
});

test('[F8][O1] a file written offline is there after a reload, and goes out once', async ({ talking, network }) => {
  const { ada, ben } = await talking();
  await ada.files.pick(blue);
  await expect(ada.files.tray).toBeVisible();
  await network.goOffline(ada);
  await ada.composer.sendButton.click();
  const mine = ada.timeline.region.getByRole('button', { name: 'Picture: blue.png' });
  await expect(mine).toBeVisible();
  await ada.reload();
  await expect(mine.locator('img')).toBeVisible();
  await network.restore(ada);
  const theirs = ben.timeline.region.getByRole('button', { name: 'Picture: blue.png' });
  await expect(theirs).toHaveCount(1);
  await expect(ada.timeline.region.getByRole('progressbar')).toHaveCount(0);
  // Whatever else was on its way has come before it.
  await ada.composer.send('after');
  await expect(ben.timeline.message('after')).toBeVisible();
  await expect(theirs).toHaveCount(1);
});

test('[F8] an upload that takes long shows how far it is, and can be given up', async ({
  users,
  conversation,
  network,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await ada.open(talk);
  await ben.open(talk);
  await ada.files.pick({
    name: 'large.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(20_000_000, 1),
  });
  await expect(ada.files.tray).toBeVisible();
  await ada.installed();
  network.stall(ada);
  await ada.composer.sendButton.click();
  await expect(ada.timeline.region.getByRole('progressbar')).toBeVisible();
  await ada.timeline.region.getByRole('button', { name: 'Cancel' }).click();
  await expect(ada.timeline.region.getByText('large.bin')).toHaveCount(0);
  await network.restore(ada);
  await ada.composer.send('after');
  await expect(ben.timeline.message('after')).toBeVisible();
  await expect(ben.timeline.region.getByText('large.bin')).toHaveCount(0);
});

test('[F7][Y7] what may not be sent is said at once; what may waits in the tray, over a reload and in every tab', async ({
  users,
  conversation,
}) => {
  const [ada] = await users(1);
  const talk = await conversation({ members: [ada], title: 'Alone' });
  await ada.open(talk);
  await ada.files.pick(textFile('empty.txt', ''), code);
  await expect(ada.page.getByRole('alert').filter({ hasText: 'empty.txt is empty.' })).toBeVisible();
  await expect(ada.files.tray.getByRole('listitem')).toHaveCount(1);
  await ada.files.pick(red);
  await ada.page.getByRole('textbox', { name: 'Describe red.png' }).fill('A red square');
  const other = await ada.newTab();
  await other.open(talk);
  await expect(other.files.tray.getByRole('listitem')).toHaveText([/hello\.ts/, /red\.png/]);
  await ada.reload();
  await expect(ada.files.tray.getByRole('listitem')).toHaveText([/hello\.ts/, /red\.png/]);
  await expect(ada.page.getByRole('textbox', { name: 'Describe red.png' })).toHaveValue('A red square');
  await other.page.getByRole('button', { name: 'Remove hello.ts' }).click();
  await expect(ada.files.tray.getByRole('listitem')).toHaveCount(1);
  await ada.composer.sendButton.click();
  await expect(ada.timeline.region.getByRole('button', { name: 'Picture: red.png. A red square' })).toBeVisible();
  await expect(ada.files.tray).toBeHidden();
  await expect(other.files.tray).toBeHidden();

  // While one is asked for the microphone nothing is recorded; who says no is told so, and writes on.
  const asked = await ada.page.evaluateHandle(() => {
    const answer = Promise.withResolvers<MediaStream>();
    navigator.mediaDevices.getUserMedia = () => answer.promise;
    return answer;
  });
  const recording = ada.page.getByRole('group', { name: 'Record a voice message' });
  await ada.page.getByRole('button', { name: 'Record a voice message' }).click();
  await expect(recording.getByRole('timer')).toHaveText('00:00');
  await asked.evaluate(({ reject }) => reject(new DOMException('', 'NotAllowedError')));
  await expect(recording.getByRole('alert')).toHaveText(/^The microphone cannot be used\./);
  await axe(ada);
  await recording.getByRole('button').click();
  await expect(recording).toBeHidden();
  await expect(ada.composer.text).toBeVisible();
});
