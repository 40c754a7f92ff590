import type { IncomingMessage } from 'node:http';

import { addressOf } from './address.ts';
import { isOperator } from './operator.ts';
import { requestIdOf } from './request-id.ts';
import type { Settings } from '../settings.ts';

/** What is known of a request before anybody is asked. */
export interface Visit {
  readonly requestId: string;
  readonly address: string;
  /** It carries the operator token. */
  readonly operator: boolean;
}

/** Looks at requests, at each of them once, as the settings say. */
export function visitOf({ addressHeader, operatorToken }: Pick<Settings, 'addressHeader' | 'operatorToken'>) {
  const visits = new WeakMap<IncomingMessage, Visit>();
  return (req: IncomingMessage): Visit => {
    const known = visits.get(req);
    if (known) return known;
    const visit = {
      requestId: requestIdOf(req),
      address: addressOf(req, addressHeader),
      operator: isOperator(req.headers, operatorToken),
    };
    visits.set(req, visit);
    return visit;
  };
}
