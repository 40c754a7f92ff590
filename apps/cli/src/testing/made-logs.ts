import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '@nova/testkit';

const words = [
  'kernel',
  'driver',
  'works',
  'for',
  'me',
  'try',
  'again',
  'how',
  'do',
  'I',
  'sudo',
  'ñandú',
  '日本',
  '👍',
];

/** Writes logs with links into a folder: so many lines each, the same for the same seed. */
export async function writeLogs(
  folder: string,
  { days, linesEach, seed }: { days: readonly string[]; linesEach: number; seed: number },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { int, pick } = seededRandom(seed);
  for (const day of days) {
    const lines: string[] = [];
    const links: string[] = [];
    for (let number = 0; number < linesEach; number++) {
      const minute = Math.floor((number * 1_300) / linesEach);
      const time = `[${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}]`;
      const nick = `nick${int(40)}`;
      const text = Array.from({ length: 1 + int(8) }, () => pick(words)).join(' ');
      const kind = int(20);
      if (kind === 0) lines.push(`=== ${nick} [n=x@y] has joined #made`);
      else if (kind === 1) lines.push(`${time}  * ${nick} ${text}`);
      else lines.push(`${time} <${nick}> ${text}`);
      if (number > 0 && int(3) === 0) links.push(`${Math.max(0, number - 1 - int(10))} ${number} -`);
    }
    await writeFile(join(folder, `${day}.log`), `${lines.join('\n')}\n`);
    await writeFile(join(folder, `${day}.links`), `${links.join('\n')}\n`);
  }
}
