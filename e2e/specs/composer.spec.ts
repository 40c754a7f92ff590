import { expect, test } from '../src/fixtures/test.ts';

test('[V3] Markdown by key and by button, lists that go on, names and emoji completed by key, a counter near the limit', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await ada.open(talk);
  const { keyboard } = ada.page;
  const { text, suggestions } = ada.composer;
  const bold = ada.page.getByRole('button', { name: /^Bold / });
  // What helps while one writes is fetched when one begins to.
  await text.focus();
  await expect(bold).toBeVisible();

  await test.step('marked, a word takes each sign and gives it back, by key and by undoing', async () => {
    for (const [key, sign] of [
      ['b', '**'],
      ['i', '*'],
      ['e', '`'],
      ['Shift+x', '~~'],
    ]) {
      await text.fill('word');
      await text.selectText();
      await keyboard.press(`ControlOrMeta+${key}`);
      await expect(text).toHaveValue(`${sign}word${sign}`);
      await keyboard.press(`ControlOrMeta+${key}`);
      await expect(text).toHaveValue('word');
    }
    await bold.click();
    await expect(text).toHaveValue('**word**');
    await expect(text).toBeFocused();
    await keyboard.press('ControlOrMeta+z');
    await expect(text).toHaveValue('word');
    await keyboard.press('ControlOrMeta+Shift+u');
    await keyboard.type('nova.test');
    await expect(text).toHaveValue('[word](nova.test)');
  });

  await test.step('a list and a quote go on with the next line, and end on an empty one', async () => {
    await text.fill('');
    await keyboard.type('- one');
    await keyboard.press('Shift+Enter');
    await keyboard.type('two');
    await keyboard.press('Shift+Enter');
    await keyboard.press('Shift+Enter');
    await keyboard.type('> said');
    await keyboard.press('Shift+Enter');
    await expect(text).toHaveValue('- one\n- two\n> said\n> ');
  });

  await test.step('in code Enter breaks the line, in letters of code it sends', async () => {
    await text.fill('');
    await keyboard.type('```ts');
    await keyboard.press('Enter');
    await keyboard.type('  const a = 1;');
    await keyboard.press('Enter');
    await expect(text).toHaveValue('```ts\n  const a = 1;\n  ');
    await keyboard.press('ControlOrMeta+Enter');
    const block = ada.timeline.message('const a = 1;').locator('pre');
    await expect(block.locator('span').filter({ hasText: /^const$/ })).toBeVisible();
    await text.fill('```npm start```');
    await keyboard.press('Enter');
    await expect(ada.timeline.message('npm start').locator('code')).toHaveText('npm start');
    await expect(text).toHaveValue('');
  });

  await test.step('somebody, a conversation and an emoji are completed by key; Esc puts the offer away', async () => {
    await keyboard.type(`@${ben.name.slice(0, 3).toLowerCase()}`);
    await expect(suggestions.first()).toContainText(ben.name);
    await keyboard.press('Escape');
    await expect(suggestions).toHaveCount(0);
    await keyboard.press('Backspace');
    await keyboard.press('Backspace');
    await keyboard.press('Backspace');
    await keyboard.press('Backspace');
    await keyboard.type(`@${ben.name.slice(0, 3).toLowerCase()}`);
    await expect(suggestions.first()).toContainText(ben.name);
    await keyboard.press('Enter');
    await keyboard.type('see #gar');
    await expect(suggestions).toHaveText(['Garden']);
    await keyboard.press('Tab');
    await keyboard.type(':tad');
    await expect(suggestions.first()).toContainText('🎉');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowUp');
    await keyboard.press('Enter');
    // Faster than it is known which emoji that is.
    await keyboard.insertText('and :rocket: :sparkles: now');
    await expect(text).toHaveValue(/^@\S+ see #Garden 🎉 and 🚀 ✨ now$/);
    await keyboard.press('!');
    await keyboard.press('Enter');
    const sent = ada.timeline.message('see');
    await expect(sent.getByRole('link', { name: '#Garden' })).toHaveAttribute('href', `/c/${talk.id}`);
    await expect(sent).toContainText('🎉 and 🚀 ✨ now!');
  });

  await test.step('near the limit it is counted what is left, beyond it nothing is sent', async () => {
    await text.fill('x'.repeat(7_400));
    await expect(ada.composer.left).toBeEmpty();
    await text.fill('x'.repeat(7_600));
    await expect(ada.composer.left).toHaveText('400');
    await text.fill('x'.repeat(8_001));
    await expect(ada.composer.left).toHaveText('One character too many');
    await keyboard.press('Enter');
    await expect(text).toHaveValue(/x{8001}/);
    // With its address, what is named makes it too long.
    await text.fill(`${'x'.repeat(7_980)} #Garden`);
    await ada.composer.sendButton.click();
    await expect(ada.composer.problem).toHaveText('The message is too long.');
    await text.fill('');
    await expect(ada.composer.problem).toBeHidden();
  });
});

test('code stays code when it is pasted, and an address put on a word makes a link of it', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  await ada.open(await conversation({ members: [ada, ben] }));
  const { text } = ada.composer;
  await text.focus();
  await expect(ada.page.getByRole('button', { name: /^Bold / })).toBeVisible();
  await ada.composer.paste({ 'text/plain': 'if (a) {\n  b();\n}', 'text/html': '<pre>if (a) {\n  b();\n}</pre>' });
  await expect(text).toHaveValue('```\nif (a) {\n  b();\n}\n```\n');
  await text.fill('see this');
  await text.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(4, 8));
  await ada.composer.paste({ 'text/plain': 'https://nova.test/notes' });
  await expect(text).toHaveValue('see [this](https://nova.test/notes)');
  await ada.page.keyboard.press('Enter');
  await expect(ada.timeline.message('see this').getByRole('link')).toHaveAttribute('href', 'https://nova.test/notes');
});

test('Enter and Shift+Enter change places when one wants them to; on a phone Enter breaks the line @phone', async ({
  users,
  conversation,
  isMobile,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  if (!isMobile) {
    await ada.settings.open('appearance');
    await ada.settings.main.getByRole('switch', { name: 'Enter sends' }).uncheck();
  }
  await ada.open(talk);
  const { text } = ada.composer;
  const { keyboard } = ada.page;
  await text.fill('- one');
  // What goes on with a list is fetched when one begins to write.
  await expect(async () => {
    await text.fill('- one');
    await keyboard.press('Enter');
    await expect(text).toHaveValue('- one\n- ', { timeout: 500 });
  }).toPass();
  await keyboard.type('two');
  if (isMobile) await ada.composer.sendButton.click();
  else await keyboard.press('Shift+Enter');
  await expect(ada.timeline.message('two').getByRole('listitem')).toHaveText(['one', 'two']);
  await expect(text).toHaveValue('');
});
