import { z } from 'zod';

/** So many within so long. */
export interface Budget {
  readonly points: number;
  readonly seconds: number;
}

/** A budget as text: `120/60s` is 120 within 60 seconds. */
export const budgetSchema = z
  .string()
  .regex(/^[1-9][0-9]{0,9}\/[1-9][0-9]{0,5}s$/, 'must look like 120/60s')
  .transform((text): Budget => {
    const [points, seconds] = text.split('/').map((part) => Number.parseInt(part, 10));
    return { points: points ?? 0, seconds: seconds ?? 0 };
  });
