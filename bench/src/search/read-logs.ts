import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLogFile } from '../../../apps/cli/src/irc/log-file.ts';

/** A message of the logs. */
export interface LoggedMessage {
  /** Where it is written: the day of the log and its line, counted from 0, as in `2009-11-13:1024`. */
  readonly ref: string;
  readonly day: string;
  readonly author: string;
  readonly sentAt: string;
  readonly body: string;
}

/** Where the logs are from, for whoever has none. */
const source = 'data/ of https://github.com/jkkummerfeld/irc-disentanglement (Kummerfeld et al., ACL 2019; CC BY 4.0)';

/** All messages of the IRC logs in a folder, in the order in which they were written. @throws TypeError without logs. */
export async function readLogs(folder: string): Promise<LoggedMessage[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.log'));
  if (names.length === 0) throw new TypeError(`there are no logs in ${folder}; they are in ${source}`);
  const messages: LoggedMessage[] = [];
  for (const name of names.sort()) {
    const day = name.slice(0, 10);
    const { said } = await readLogFile(join(folder, name));
    for (const { number, author, sentAt, bodies } of said) {
      const [body] = bodies;
      if (body !== undefined) messages.push({ ref: `${day}:${number}`, day, author, sentAt, body });
    }
  }
  return messages;
}
