import { expect, test } from '../src/fixtures/test.ts';
import { Heard } from '../src/fixtures/watch/heard.ts';
import { outOfOrder, unnamed } from '../src/pages/spoken.ts';
import type { Screen } from '../src/pages/screen.ts';

/** All controls on the screen have a name, and are read in the order in which one sees them. */
async function isWellTold({ page }: Screen, where: string): Promise<void> {
  expect(await page.evaluate(unnamed), `${where}: controls without a name`).toEqual([]);
  expect(await page.evaluate(outOfOrder), `${where}: read in another order than seen`).toEqual([]);
}

test('[V4] a screen reader hears each screen as one sees it: names, roles, order @phone', async ({
  users,
  conversation,
  isMobile,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  const { messageId } = await talk.say(ben, 'The roses bloom');
  await ben.program.trpc.message.react.mutate({ messageId, emoji: '🌹', on: true });
  await talk.say(ada, 'I see them', { replyToId: messageId });

  await ada.open();
  await expect(ada.conversations.row('Garden')).toBeVisible();
  await expect(ada.conversations.region).toMatchAriaSnapshot(`
    - navigation "Conversations":
      - 'button "You: ${ada.name}"'
      - button "New conversation"
      - button "Search or jump to…"
      - region "Groups":
        - heading "Groups" [level=2]
        - list:
          - listitem:
            - 'link /Garden .* You: I see them/'
  `);
  await isWellTold(ada, 'conversations');

  // Nobody is told of keys who has none; whoever has used one has.
  const menu = ada.page.getByRole('menu');
  for (const hasKeys of [!isMobile, true]) {
    await ada.conversations.meButton.click();
    await expect(menu.getByText('Appearance')).toBeVisible();
    await expect(menu.getByText('Keyboard')).toHaveCount(hasKeys ? 1 : 0);
    await ada.page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
  }

  await ada.open(talk);
  await expect(ada.timeline.message('I see them')).toBeVisible();
  await expect(ada.header.region).toMatchAriaSnapshot(`
    - main:
      - heading "Garden" [level=1]
      - paragraph: 2 members
      - button "Search here"
      - button "Members"
      - button "Conversation menu"
      - list "Messages":
        - listitem:
          - article /${ben.name} The roses bloom \\d\\d:\\d\\d/:
            - list "Reactions":
              - listitem:
                - button /🌹 1 🌹 by ${ben.name}/
        - listitem:
          - article /${ada.name} I see them \\d\\d:\\d\\d/:
            - link /In reply to ${ben.name} The roses bloom/
      - textbox "Write a message"
      - button "Send"
  `);
  await isWellTold(ada, 'conversation');
  await ada.timeline.message('I see them').focus();
  await ada.page.keyboard.press('Enter');
  await expect(ada.page.getByRole('menu')).toMatchAriaSnapshot(`
    - menu "More":
      - group "React":
        - menuitem "React with 👍"
      - menuitem /Reply/
      - menuitem /Edit/
      - menuitem /Copy text/
      - menuitem /Delete/
  `);
  await ada.page.keyboard.press('Escape');
});

test('[V4] members, settings and signing out are told as one sees them @phone', async ({ users, conversation }) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben], title: 'Garden' });
  await ada.open(talk);
  await ada.header.members.click();
  await expect(ada.members.region).toMatchAriaSnapshot(`
    - complementary "Members":
      - heading "Members" [level=2]
      - button "Close"
      - list "Members":
        - listitem:
          - button "${ada.name}"
          - text: /you (Online|Offline) @\\S+ Owner/
          - button "What to do with ${ada.name}"
        - listitem:
          - button "${ben.name}"
          - text: /Offline @\\S+/
          - button "What to do with ${ben.name}"
      - button "Add people"
      - button "Leave"
  `);
  await isWellTold(ada, 'members');
  await ada.members.actions(ben.name).click();
  await expect(ada.page.getByRole('menu')).toMatchAriaSnapshot(`
    - menu "What to do with ${ben.name}":
      - menuitem "Write to them"
      - separator
      - menuitem "Make owner"
      - menuitem "Make admin"
      - separator
      - menuitem "Remove from the conversation"
  `);
  await ada.page.keyboard.press('Escape');
  await ada.members.addButton.click();
  await expect(ada.dialog('Add people').box).toMatchAriaSnapshot(`
    - dialog "Add people":
      - heading "Add people" [level=2]
      - button "Close"
      - combobox "People"
      - button "Cancel"
      - button "Add" [disabled]
  `);

  const { main } = ada.settings;
  await ada.settings.open('appearance');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - heading "Settings" [level=1]
      - navigation "Settings":
        - link "Profile"
        - link "Sessions"
        - link "Appearance"
        - link "My data"
      - group "Theme":
        - radio "System" [checked]
        - radio "Light"
        - radio "Dark"
      - group "Contrast":
        - radio "System" [checked]
        - radio "High"
      - group "Language":
        - radio "System" [checked]
      - group "Density":
        - radio "Comfortable" [checked]
        - radio "Compact"
      - switch "Unread conversations first"
      - switch "Enter sends" [checked]
  `);
  await isWellTold(ada, 'appearance');
  await ada.settings.open('profile');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - heading "Settings" [level=1]
      - textbox "Name": ${ada.name}
      - textbox "Handle"
      - button "Save" [disabled]
      - heading "Password" [level=2]
      - textbox "Current password"
      - textbox "New password"
      - button "Change password" [disabled]
  `);
  await isWellTold(ada, 'profile');
  await ada.settings.open('sessions');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - heading "Settings" [level=1]
      - list:
        - listitem: /this device/
  `);
  await isWellTold(ada, 'sessions');

  await ada.open();
  await ada.conversations.me('Sign out');
  await expect(ada.dialog('Sign out?').box).toMatchAriaSnapshot(`
    - dialog "Sign out?":
      - heading "Sign out?" [level=2]
      - paragraph: /taken off this device/
      - button "Close"
      - button "Cancel"
      - button "Sign out"
  `);
});

test('[V4] what others write is told, once and politely; neither what was there, nor one’s own, nor a flood line by line', async ({
  users,
  conversation,
}) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ben, 'From before');
  await ada.open(talk);
  await expect(ada.timeline.message('From before')).toBeVisible();
  const told = ada.page.getByRole('status').filter({ hasText: /:|new messages/ });
  const heard = await Heard.on(ada);

  await talk.say(ben, 'Are **you** there?');
  await expect(told).toHaveText(`${ben.name}: Are you there?`);
  for (const n of [1, 2, 3, 4, 5]) await ada.composer.send(`Mine ${n}`);
  await expect(ada.timeline.message('Mine')).toHaveCount(5);
  await Promise.all(Array.from({ length: 20 }, (_, n) => talk.say(ben, `Flood ${n}`)));
  await expect(ada.timeline.message('Flood')).toHaveCount(20);
  await expect(told).toHaveText(/new messages/);
  await talk.say(ben, 'That was all');
  await expect(told).toHaveText(`${ben.name}: That was all`);

  const all = await heard.all();
  expect(all.filter((text) => /Mine|From before/.test(text))).toEqual([]);
  expect(all.filter((text) => /Flood/.test(text)).length).toBeLessThanOrEqual(2);
  expect(await told.getAttribute('aria-live')).toBe('polite');
});
