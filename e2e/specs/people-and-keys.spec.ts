import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

test('the quick switcher leads anywhere by a few letters: a conversation, a person, an action', async ({
  users,
  conversation,
}) => {
  const [ada, ben, cleo] = await users(3);
  await conversation({ members: [ada, ben], title: 'Garden' });
  await ada.open();
  await expect(ada.conversations.row('Garden')).toBeVisible();

  await ada.switcher.open();
  await axe(ada);
  await ada.switcher.input.fill('gar');
  await ada.page.keyboard.press('Enter');
  await expect(ada.header.title).toHaveText('Garden');

  await ada.switcher.open();
  await ada.switcher.input.fill(cleo.name);
  await expect(ada.switcher.option(new RegExp(cleo.name))).toBeVisible();
  await ada.page.keyboard.press('Enter');
  await expect(ada.header.title).toHaveText(cleo.name);

  await ada.switcher.open();
  await ada.switcher.input.fill('dark');
  await ada.page.keyboard.press('Enter');
  await expect(ada.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await axe(ada);

  await test.step('an Enter that comes before the lines do is not lost', async () => {
    await ada.switcher.open();
    await ada.switcher.input.evaluate((field: HTMLInputElement) => {
      // In one go: nothing is drawn between the letters and the key.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'light');
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    });
    await expect(ada.page.locator('html')).toHaveAttribute('data-theme', 'light');
    await expect(ada.switcher.box).toBeHidden();
  });
});

test('[V3] a name, a picture or a mention leads to who it is, and from there to writing to them @phone', async ({
  users,
  conversation,
  isMobile,
}) => {
  const [ada, ben, cleo] = await users(3);
  const talk = await conversation({ members: [ada, ben, cleo], title: 'Garden' });
  const { handle } = await ben.program.trpc.user.me.query();
  await talk.say(cleo, `@${handle} has the key`);
  await talk.say(ben, 'I do');
  await ben.open(talk);
  await ada.open(talk);

  const about = ada.dialog(ben.name);
  await ada.timeline.message('I do').getByRole('button', { name: ben.name }).click();
  await expect(about.box).toContainText(`@${handle} · Online`);
  await axe(ada);
  await ada.page.keyboard.press('Escape');
  await expect(about.box).toBeHidden();

  await test.step('so does a picture, and a name among the members', async () => {
    await ada.timeline.message('I do').locator('button[aria-hidden]').click();
    await expect(about.box).toContainText(`@${handle}`);
    await ada.page.keyboard.press('Escape');
    await expect(about.box).toBeHidden();
    await ada.header.members.click();
    await ada.members.row(ben.name).getByRole('button', { name: ben.name, exact: true }).click();
    await expect(about.box).toContainText(`@${handle}`);
    await ada.page.keyboard.press('Escape');
    await expect(about.box).toBeHidden();
    await ada.members.closeButton.click();
  });

  await test.step('all of it is in the menu of a message, for a keyboard or a finger', async () => {
    await ada.timeline.act('has the key', 'View profile');
    await expect(ada.dialog(cleo.name).box).toContainText('Offline');
    await ada.page.keyboard.press('Escape');
    await expect(ada.dialog(cleo.name).box).toBeHidden();
    // A finger leaves no keyboard behind.
    if (!isMobile) await expect(ada.timeline.message('has the key')).toBeFocused();
  });

  if (!isMobile)
    await test.step('whoever came there by a button of the message, which is there for the mouse alone, is on the message again', async () => {
      const message = ada.timeline.message('has the key');
      await ada.composer.text.click();
      await message.hover();
      await message.getByRole('button', { name: 'More' }).click();
      await ada.page.getByRole('menuitem', { name: 'View profile' }).click();
      await ada.page.keyboard.press('Escape');
      await expect(ada.dialog(cleo.name).box).toBeHidden();
      await expect(message).toBeFocused();
      await ada.composer.text.click();
      await message.hover();
      await message.getByRole('button', { name: 'More' }).click();
      await expect(ada.page.getByRole('menu')).toBeVisible();
      await ada.page.keyboard.press('Escape');
      await expect(message).toBeFocused();
      await ada.composer.text.click();
      await message.hover();
      await message.getByRole('button', { name: 'React' }).click();
      await expect(ada.page.getByRole('dialog', { name: 'Emoji' })).toBeVisible();
      await ada.page.keyboard.press('Escape');
      await expect(message).toBeFocused();
    });

  await ada.timeline
    .message('has the key')
    .getByRole('button', { name: `@${handle}` })
    .click();
  await about.button('Message').click();
  await expect(ada.header.title).toHaveText(ben.name);

  await test.step('from the head of the conversation, too; one that is there opens again', async () => {
    const asked: string[] = [];
    ada.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await ada.header.title.getByRole('button').click();
    await about.button('Message').click();
    await expect(about.box).toBeHidden();
    await expect(ada.header.title).toHaveText(ben.name);
    expect(asked).not.toContain('/api/trpc/conversation.openDirect');
  });
});
