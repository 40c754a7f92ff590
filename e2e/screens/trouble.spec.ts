import { test } from '../src/fixtures/test.ts';
import { Screen } from '../src/pages/screen.ts';
import { picture } from './picture.ts';

test('a password that was forgotten', async ({ people }) => {
  const guest = await (await people.stranger()).device.context.newPage();
  await guest.goto('/forgot');
  await guest.getByRole('button', { name: 'Mail me a link' }).waitFor();
  await picture(guest, 'forgot-password');
  await guest.goto('/reset/a-link-from-a-mail');
  await guest.getByRole('button', { name: 'Set password' }).waitFor();
  await picture(guest, 'reset-password');
});

test('what came to nothing, and why', async ({ users, another, conversation, network }) => {
  const [ada, ben, cleo] = await users(3);
  const { page } = ada;
  const talk = await conversation({ members: [ben, ada, cleo], title: 'Offsite' });
  await talk.say(ben, 'When do we leave?');
  const asked = await talk.say(ben, 'Who drives the second car?');
  await talk.say(ada, 'We meet at six, at the main gate.');
  const laptop = await another(ada);
  for (const screen of [ada, laptop]) {
    await screen.open(talk);
    await screen.timeline.message('at six').waitFor();
  }
  await network.goOffline(ada);
  await ada.timeline.act('at six', 'Edit');
  await ada.composer.save('We meet at seven, at the main gate.');
  await ada.timeline.act('Who drives', 'Reply');
  await ada.composer.send('I can, if I get the keys.');
  await laptop.timeline.act('at six', 'Edit');
  await laptop.composer.save('We meet at half past six, at the side entrance.');
  await laptop.timeline.message('half past six').waitFor();
  await ben.program.trpc.message.delete.mutate({ messageId: asked.messageId });
  await network.restore(ada);
  await ada.timeline.failure('I can, if').waitFor();
  await ada.timeline.failure('half past six').waitFor();
  await picture(page, 'not-sent');
  await ada.timeline.failure('half past six').getByRole('button', { name: 'Compare' }).click();
  await ada.dialog('Changed in two places').box.waitFor();
  await picture(page, 'edit-conflict');
  await ada.dialog('Changed in two places').button('Close').click();

  await network.goOffline(ada);
  await ada.composer.send('Is there room for a dog?');
  await ada.timeline.message('room for a dog').waitFor();
  await ada.conversations.me('Sign out');
  await ada.dialog('Sign out?').box.waitFor();
  await picture(page, 'sign-out');
  await ada.dialog('Sign out?').button('Cancel').click();
  await ben.program.trpc.conversation.removeMember.mutate({ conversationId: talk.id, userId: ada.id });
  await network.restore(ada);
  await ada.ended.unsent.first().waitFor();
  await picture(page, 'removed');
});

test('a session that was ended elsewhere', async ({ users, people, conversation }) => {
  const [ada, ben] = await users(2);
  const talk = await conversation({ members: [ada, ben] });
  await talk.say(ben, 'Got a minute for the numbers?');
  const guest = await people.stranger();
  const screen = new Screen(await guest.device.context.newPage());
  await screen.open(talk);
  await screen.entry.signIn(ada.account);
  await screen.conversations.open(ben.name);
  await screen.timeline.message('Got a minute').waitFor();
  await screen.page.goto('/settings/sessions');
  await screen.settings.main.getByText('this device').waitFor();
  await picture(screen.page, 'sessions');

  await screen.open(talk);
  await screen.timeline.message('Got a minute').waitFor();
  const { user } = ada.program.trpc;
  for (const { deviceId, current } of await user.devices.query())
    if (!current) await user.revokeDevice.mutate({ deviceId });
  await screen.condition.saying('Your session has ended').waitFor();
  await screen.composer.send('At three?');
  await screen.condition.saying('One message waits').waitFor();
  await picture(screen.page, 'session-ended');
  await screen.page.getByRole('button', { name: 'Sign in again' }).click();
  await screen.dialog(/Sign in/).box.waitFor();
  await picture(screen.page, 'sign-in-again');
});
