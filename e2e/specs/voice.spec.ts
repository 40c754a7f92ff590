import { wholeBrowser } from '../src/fixtures/run/launch-options.ts';
import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

test.use(wholeBrowser);

test('[F1][F2] a voice message is recorded and a snippet written in the composer; the other hears the one and reads the other', async ({
  users,
  conversation,
}) => {
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
  await axe(ada);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(ada.files.tray.getByRole('listitem')).toHaveCount(2);
  await ada.composer.send('listen');

  const message = ben.timeline.message('listen');
  const sound = message.getByLabel(/^Sound: Voice message/);
  await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.readyState)).toBeGreaterThan(0);
  await expect(message).toContainText('spade.ts');
  await expect(message).not.toContainText('..');
  await expect(
    message
      .locator('code span')
      .filter({ hasText: /^const$/ })
      .first(),
  ).toBeVisible();
});
