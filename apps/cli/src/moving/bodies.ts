import { limits } from '@nova/contract';

/** The bodies of the messages that a text becomes: none when nothing of it is visible, several when it is over-long. */
export function bodiesOfText(text: string): string[] {
  const storable = text.replaceAll('\u0000', '\uFFFD').toWellFormed();
  if (!/[^\s\p{Cc}\p{Cf}]/u.test(storable)) return [];
  const bodies: string[] = [];
  for (let rest = storable; rest.length > 0; ) {
    const body = part(rest);
    bodies.push(body);
    rest = rest.slice(body.length);
  }
  // A stretch of nothing but spaces cannot be a message of its own.
  return bodies.filter((body) => body.trim().length > 0);
}

/** The beginning of a text: to the last end of a line that a message has room for, if there is one in its second half. */
function part(text: string): string {
  if (text.length <= limits.bodyMaxChars) return text;
  const most = text.slice(0, limits.bodyMaxChars);
  const line = most.lastIndexOf('\n');
  const end = line > limits.bodyMaxChars / 2 ? most.slice(0, line + 1) : most;
  return end.isWellFormed() ? end : end.slice(0, -1);
}

/** A text of one line, as titles and names are, cut to what fits. */
export function lineOf(text: string, maxChars: number): string {
  const line = text
    .replaceAll('\u0000', '')
    .toWellFormed()
    .replaceAll(/[\r\n\t]+/g, ' ')
    .trim()
    .slice(0, maxChars);
  return (line.isWellFormed() ? line : line.slice(0, -1)).trim();
}
