import type { z } from 'zod';
import { type Settings, settingsSchema } from './settings.ts';

/** The environment is not what the server needs; `problems` names everything that is wrong, not only the first. */
export class BadEnvironment extends Error {
  override name = 'BadEnvironment';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment is not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** The variable that sets a setting: `socketPingMs` is SOCKET_PING_MS. */
export function variableOf(setting: string): string {
  return setting.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}

/** Reads the settings; an empty variable counts as not given. @throws BadEnvironment. */
export function readEnv(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.keys(settingsSchema.shape).flatMap((setting) => {
    const text = env[variableOf(setting)];
    return text === undefined || text === '' ? [] : [[setting, text]];
  });
  const read = settingsSchema.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  throw new BadEnvironment(read.error.issues.map(problemOf));
}

function problemOf({ path, message }: z.core.$ZodIssue): string {
  return `${path.map((setting) => variableOf(String(setting))).join(', ') || 'environment'}: ${message}`;
}

/** The environment of this process. @throws BadEnvironment. */
export function processEnv(): Settings {
  return readEnv(process.env);
}

/** The point at which a test wants this process to die (NOVA_FAILPOINT); null outside tests. */
export function processFailpoint({ nodeEnv }: Pick<Settings, 'nodeEnv'>): string | null {
  return nodeEnv === 'test' ? (process.env['NOVA_FAILPOINT'] ?? null) : null;
}
