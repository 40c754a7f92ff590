import type { IncomingMessage, ServerResponse } from 'node:http';
import compression from '@polka/compression';

const press = compression();

/**
 * Answers with `serve`, and presses a page of a conversation on its way: most of what a phone reads by HTTP is such pages. No
 * other answer is: where what one person wrote stands beside what is meant for another, the length of both together tells of
 * either. A page says only what whoever may write there may read.
 */
export function pressingPages(
  path: string,
  serve: (req: IncomingMessage, res: ServerResponse) => void,
): (req: IncomingMessage, res: ServerResponse) => void {
  const pages = `${path}/message.list?`;
  return (req, res) => {
    if (req.url?.startsWith(pages)) press(req, res, () => serve(req, res));
    else serve(req, res);
  };
}
