import type { Page } from '@playwright/test';
import { wholeBrowser } from '../src/fixtures/run/launch-options.ts';
import { expect, test } from '../src/fixtures/test.ts';
import type { DiskFile } from '../src/pages/files.ts';
import { axe, axeInEachLook } from '../src/fixtures/watch/axe.ts';

test.use(wholeBrowser);

/** Half a second of a red square, filmed in the page of whoever sends it. */
async function film(page: Page): Promise<DiskFile> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [64, 48];
    const brush = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    for (let n = 0; n < 30; n++) {
      await new Promise(requestAnimationFrame);
      if (brush) brush.fillStyle = `rgb(${200 + n}, 30, 30)`;
      brush?.fillRect(0, 0, 64, 48);
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return { name: 'harvest.webm', mimeType: 'video/webm', buffer: Buffer.from(base64, 'base64') };
}

test('[F1][F2] a voice message, a film and a snippet go out from the composer; the other hears, watches and reads them', async ({
  users,
  conversation,
}, info) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await Promise.all([ada.open(talk), ben.open(talk)]);
  const { page } = ada;
  await ada.device.context.grantPermissions(['microphone'], { origin: ada.device.origin });
  await page.getByRole('button', { name: 'Record a voice message' }).click();
  await expect(page.getByRole('timer')).toHaveText('00:01');
  await page.getByRole('button', { name: 'Stop and keep' }).click();
  await expect(ada.files.tray).toContainText('Voice message');

  await page.getByRole('button', { name: 'Add a code snippet' }).click();
  const dialog = page.getByRole('dialog', { name: 'Code snippet' });
  await dialog.getByLabel('File name').fill('../spade.ts');
  await dialog.getByRole('textbox', { name: 'Code' }).fill('const spade: Tool = dig();');
  await axeInEachLook(ada);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await ada.files.pick(await film(page));
  await expect(ada.files.tray.getByRole('listitem')).toHaveCount(3);
  await ada.composer.send('listen');

  const message = ben.timeline.message('listen');
  const sound = message.getByLabel(/^Sound: Voice message/);
  await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.readyState)).toBeGreaterThan(0);
  const watched = message.getByLabel(/^Film: harvest\.webm/);
  const seconds = await watched.evaluate(async (video: HTMLVideoElement) => {
    video.muted = true;
    await video.play();
    while (video.currentTime === 0) await new Promise(requestAnimationFrame);
    return [video.videoWidth, video.videoHeight, video.currentTime];
  });
  expect(seconds).toEqual([64, 48, expect.any(Number)]);
  await expect(message).toContainText('spade.ts');
  await expect(message).not.toContainText('..');
  await expect(
    message
      .locator('code span')
      .filter({ hasText: /^const$/ })
      .first(),
  ).toBeVisible();

  await ben.header.search.click();
  await ben.search.field.fill('harvest');
  await expect(ben.search.hits).toHaveText([/harvest\.webm listen/]);
  await expect(ben.search.hits.locator('mark')).toHaveText(['harvest']);
  await axeInEachLook(ben);
  await ben.page.screenshot({ path: info.outputPath('found-by-its-file.png') });
});

test('[Y7] what is being recorded is kept when one goes elsewhere or the microphone is taken away, and leaving the page asks', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await conversation({ members: [ada, ben], title: 'Other' });
  const { page } = ada;
  await ada.device.context.grantPermissions(['microphone'], { origin: ada.device.origin });
  // What records is given away to the test: a microphone that is unplugged cannot be had here.
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      addEventListener('unplug', () => {
        for (const track of stream.getTracks()) {
          track.stop();
          stream.removeTrack(track);
        }
      });
      return stream;
    };
  });
  await ada.open(talk);
  const record = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Record a voice message' }).click();
    await expect(page.getByRole('timer')).toHaveText('00:01');
  };
  const waiting = ada.files.tray.getByRole('listitem');

  await record();
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  await expect(page.getByRole('timer')).toBeVisible();
  await ada.conversations.row('Other').click();
  await expect(page.getByText('The recording has stopped. It waits where you were writing.')).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await axe(ada);
  await page.getByRole('button', { name: 'Go there' }).click();
  await expect(waiting).toHaveText([/Voice message/]);

  await record();
  await page.evaluate(() => dispatchEvent(new Event('unplug')));
  await expect(page.getByText('The microphone is gone. What was recorded until then is kept.')).toBeVisible();
  await expect(waiting).toHaveText([/Voice message/, /Voice message/]);
  await ada.composer.sendButton.click();
  await ben.open(talk);
  await expect(ben.timeline.region.getByLabel(/^Sound: Voice message/)).toHaveCount(2);
});
