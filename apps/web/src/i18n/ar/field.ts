import type { Part } from '../catalogue.ts';
import type { field as en } from '../en/field.ts';

export const field: Part<typeof en> = {
  date: 'التاريخ',
  time: 'الوقت',
};
