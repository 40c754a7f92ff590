import { test } from '../src/fixtures/test.ts';
import { picture } from './picture.ts';
import { talkOfTheMorning } from './team.ts';

test('other windows, other languages', async ({ users, conversation }) => {
  const [ada, ben, cleo] = await users(3);
  const { page } = ada;
  const release = await conversation({ members: [ada, ben, cleo], title: 'Release 2.0' });
  const { planId } = await talkOfTheMorning(release, [ada, ben, cleo]);
  await ada.open(release);
  await ada.timeline.message('On it.').waitFor();
  await ada.timeline.region.locator('pre span').first().waitFor();
  await picture(page, 'conversation', [{ size: 'tablet', theme: 'light' }]);
  await page.goto(`/c/${release.id}?thread=${planId}`);
  await page.getByRole('complementary').getByText('could you look').waitFor();
  await picture(page, 'thread', [{ size: 'tablet', theme: 'dark' }]);

  await ben.program.trpc.user.updateProfile.mutate({ name: 'ليلى حداد' });
  await cleo.program.trpc.user.updateProfile.mutate({ name: 'يوسف مراد' });
  const garden = await conversation({ members: [ada, ben, cleo], title: 'الحديقة' });
  const asked = await garden.say(ben, 'صباح الخير! من يسقي الطماطم يوم الجمعة؟');
  await garden.say(cleo, 'أنا، إذا وصل **الخرطوم** الجديد. الرابط: https://nova.test/garden', {
    replyToId: asked.messageId,
  });
  await garden.say(ada, 'Version 2.0 (beta) قبل يوم الأحد.');
  await page.addInitScript(() => localStorage.setItem('nova-settings', JSON.stringify({ language: 'ar' })));
  await ada.open(garden);
  await page.getByText('Version 2.0').first().waitFor();
  await picture(page, 'arabic', [
    { size: 'desktop', theme: 'light' },
    { size: 'phone', theme: 'dark' },
  ]);
  await page.addInitScript(() =>
    localStorage.setItem('nova-settings', JSON.stringify({ language: 'de', contrast: 'more' })),
  );
  await page.goto('/settings/notifications');
  await page.getByRole('main').getByText('Ruhezeiten').waitFor();
  await picture(page, 'german-high-contrast', [
    { size: 'desktop', theme: 'light' },
    { size: 'phone', theme: 'dark' },
  ]);
});
