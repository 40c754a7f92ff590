import { z } from 'zod';

const [firstMs, lastMs] = [Date.UTC(2000, 0), Date.UTC(2200, 0)];

/** A moment of this age, as ISO 8601 with its zone. */
export const instantSchema = z.iso.datetime({ offset: true }).refine((text) => {
  const ms = Date.parse(text);
  return ms >= firstMs && ms < lastMs;
}, 'not a moment of this age');
