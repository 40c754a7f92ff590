import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The header in which whoever runs the deployment shows the operator token. */
const operatorHeader = 'x-nova-operator';

/** Whether a request carries the operator token; takes the same time whatever it carries. */
export function isOperator(headers: IncomingHttpHeaders, operatorToken: string): boolean {
  const given = headers[operatorHeader];
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(operatorToken));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
