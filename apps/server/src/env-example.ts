import { z } from 'zod';
import { variableOf } from './env.ts';
import { settingsSchema } from './settings.ts';

const head = `# Nova's settings, each with what is used where nothing is set. \`npm start\` finds or makes those without a value.
# Budgets are written as 100/10s: so many within so long.
`;

/** The text of \`.env.example\`: every variable with what it means and its default, all of them commented out. */
export function envExample(): string {
  const parts = Object.entries(settingsSchema.shape).map(
    ([setting, schema]) => `\n# ${schema.description ?? ''}\n# ${variableOf(setting)}=${defaultOf(schema)}\n`,
  );
  return head + parts.join('');
}

function defaultOf(schema: z.ZodType): string {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return String(schema.def.defaultValue);
  return '';
}
