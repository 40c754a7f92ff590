import type { Locator } from '@playwright/test';

/** Types a date and a time, `2026-11-30T20:15`, into the field of this name. */
export async function fillMoment(box: Locator, name: string, moment: string): Promise<void> {
  const [date = '', time = ''] = moment.split('T');
  const field = box.getByRole('group', { name });
  await field.getByLabel('Date').fill(date);
  const clock = field.getByRole('combobox', { name: 'Time' });
  await clock.fill(time);
  await clock.press('Enter');
}
