/** Fields for a date and a time: loaded with what asks for one. */
export const field = {
  date: 'Date',
  time: 'Time',
} as const;
