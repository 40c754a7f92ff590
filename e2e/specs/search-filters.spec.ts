import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';
import { Keyboard } from '../src/pages/keyboard.ts';

test('[S1] filters are picked as chips, by typing, with completion, from the menu, and taken away again @phone', async ({
  users,
  conversation,
}) => {
  const [ada, ben, cleo] = await users(3);
  const garden = await conversation({ members: [ada, ben, cleo], title: 'Garden' });
  const kitchen = await conversation({ members: [ada, ben], title: 'Kitchen' });
  await garden.say(ben, 'ben has beans');
  await garden.say(cleo, 'cleo has beans, see https://nova.test/beans');
  await kitchen.say(ben, 'beans are cooked');
  await ada.open(garden);
  await ada.header.search.click();
  const { search } = ada;

  await test.step('a person is completed', async () => {
    await search.field.fill('beans');
    await expect(search.hits).toHaveCount(2);
    await search.field.pressSequentially(` from:${ben.name.slice(0, 3)}`);
    await search.suggestions.filter({ hasText: ben.name }).click();
    await expect(search.chip(`From ${ben.name}`)).toBeVisible();
    await expect(search.hits).toHaveText([/ben has beans/]);
    await axe(ada);
  });
  await test.step('what is typed in full is a chip, too', async () => {
    await search.chip(`From ${ben.name}`).click();
    await search.field.pressSequentially('has:link ');
    await expect(search.chip('Has a link')).toBeVisible();
    await expect(search.field).toHaveValue('beans ');
    await expect(search.hits).toHaveText([/cleo has beans/]);
  });
  await test.step('turned round, it leaves out', async () => {
    await search.chip('Has a link').click();
    await search.field.pressSequentially(`-from:${ben.name.slice(0, 3)}`);
    await search.suggestions.filter({ hasText: ben.name }).click();
    await expect(search.chip(`Not: From ${ben.name}`)).toBeVisible();
    await expect(search.hits).toHaveText([/cleo has beans/]);
  });
  await test.step('a place means everywhere', async () => {
    await search.chip(`Not: From ${ben.name}`).click();
    await search.field.pressSequentially('in:kit');
    await search.suggestions.filter({ hasText: 'Kitchen' }).click();
    await expect(search.chip('In Kitchen')).toBeVisible();
    await expect(search.everywhere).toBeChecked();
    await expect(search.hits).toHaveText([/beans are cooked/]);
  });
  await test.step('a day, from the menu', async () => {
    await search.chip('In Kitchen').click();
    await search.region.getByRole('button', { name: 'Filter', exact: true }).click();
    await ada.page.getByRole('menuitem', { name: 'After …' }).click();
    await expect(search.field).toHaveValue(/after:$/);
    await search.suggestions.filter({ hasText: 'Yesterday' }).click();
    await expect(search.chip('After ')).toBeVisible();
    await expect(search.hits).toHaveCount(3);
    await search.chip('After ').click();
    await search.field.pressSequentially('before:');
    await search.suggestions.filter({ hasText: 'Choose a day' }).click();
    await search.region.getByLabel('Before …').fill('2020-02-29');
    await search.region.getByRole('button', { name: 'Add' }).click();
    await expect(search.chip('Before 29')).toBeVisible();
    await expect(search.told).toContainText('Nothing found');
    await axe(ada);
  });
  await test.step('what there is not, is no filter', async () => {
    await search.chip('Before 29').click();
    await search.field.pressSequentially('has:wings ');
    await expect(search.chip('has:wings')).toHaveAccessibleName(/There is no such filter/);
    await expect(search.told).toContainText('Nothing found');
    await search.chip('has:wings').click();
    await expect(search.hits).toHaveCount(3);
  });
});

test('[S1][V3] search by keyboard alone: chips, suggestions, hits, and back', async ({ users, conversation }) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await talk.say(ben, 'the first tomato');
  await talk.say(ben, 'the second tomato');
  await ada.open(talk);
  await expect(ada.timeline.message('the second tomato')).toBeVisible();
  const keys = new Keyboard(ada.page);
  const { search } = ada;
  await keys.press('Control+f');
  await keys.isOn(search.field);
  await keys.type('tomato fr');
  await keys.press('ArrowDown', 'Enter');
  await expect(search.field).toHaveValue('tomato from:');
  await keys.type(ben.name.slice(0, 3));
  await expect(search.suggestions.first()).toContainText(ben.name);
  await keys.press('Enter');
  await expect(search.chip(`From ${ben.name}`)).toBeVisible();
  await expect(search.hits).toHaveCount(2);
  await keys.isOn(search.field);

  await test.step('chips: to them, between them, away with them', async () => {
    await keys.type('has:reaction ');
    await expect(search.hits).toHaveCount(0);
    await keys.press('Home', 'ArrowLeft');
    await keys.isOn(search.chip('Has a reaction'));
    await keys.press('ArrowLeft');
    await keys.isOn(search.chip(`From ${ben.name}`));
    await keys.press('ArrowRight', 'Delete');
    await expect(search.chip('Has a reaction')).toBeHidden();
    await keys.isOn(search.field);
    await expect(search.region.getByText('Filter removed: Has a reaction')).toBeAttached();
    await expect(search.hits).toHaveCount(2);
  });
  await test.step('Esc closes what is suggested, and only then the panel', async () => {
    await keys.press('End');
    await keys.type('in:');
    await expect(search.suggestions).not.toHaveCount(0);
    await keys.press('Escape');
    await expect(search.suggestions).toHaveCount(0);
    await keys.press('Backspace', 'Backspace', 'Backspace');
    await expect(search.hits).toHaveCount(2);
  });
  await test.step('the hits, by arrows', async () => {
    await keys.press('ArrowDown');
    await keys.isOn(search.hits.nth(0));
    await keys.press('ArrowDown');
    await keys.isOn(search.hits.nth(1));
    const said = await search.hits.nth(1).textContent();
    const wanted = said?.includes('first') ? 'the first tomato' : 'the second tomato';
    await keys.press('Enter');
    await expect(ada.timeline.message(wanted)).toHaveAttribute('aria-current', 'true');
    await expect(search.hits).toHaveCount(2);
  });
  await keys.press('Escape');
  await expect(search.region).toBeHidden();
  await keys.press('Control+f');
  await keys.isOn(search.field);
  await expect(search.chip(`From ${ben.name}`)).toBeVisible();
});
