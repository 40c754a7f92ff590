import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Database, readHeads } from '@nova/db';
import type { RedisConnection } from '@nova/delivery';
import { answer } from './answer.ts';

export interface HealthParts {
  readonly db: Database;
  readonly redis: RedisConnection;
  readonly isClosing: () => boolean;
  readonly after: (delayMs: number, run: () => void) => () => void;
}

interface Health {
  readonly status: 'ready' | 'not ready' | 'closing';
  readonly postgres: 'ok' | 'down';
  /** Without it everything works, only slower: it does not make a node unready (W7, R4). */
  readonly redis: 'ok' | 'down';
}

const checkWithinMs = 2_000;

/**
 * `/healthz`: the process lives. `/readyz`: it can serve, which takes a Postgres that answers and holds the schema, and
 * a server that is not on its way out; it tells of Redis too. Both are cheap: whoever asks while a check is under way
 * gets its answer.
 */
export class HealthCheck {
  readonly #parts: HealthParts;
  #checking: Promise<Health> | null = null;

  constructor(parts: HealthParts) {
    this.#parts = parts;
  }

  readonly alive = (_req: IncomingMessage, res: ServerResponse): void => answer(res, 200, { status: 'alive' });

  readonly ready = async (_req: IncomingMessage, res: ServerResponse): Promise<void> => {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null;
    });
    const health = await this.#checking;
    answer(res, health.status === 'ready' ? 200 : 503, health);
  };

  async #check(): Promise<Health> {
    const { db, redis, isClosing } = this.#parts;
    const [postgres, redisAnswers] = await Promise.all([
      this.#inTime(readHeads(db.query, [])),
      this.#inTime(redis.status === 'ready' ? redis.ping() : Promise.reject(new Error('not connected'))),
    ]);
    const status = isClosing() ? 'closing' : postgres ? 'ready' : 'not ready';
    return { status, postgres: postgres ? 'ok' : 'down', redis: redisAnswers ? 'ok' : 'down' };
  }

  #inTime(answered: Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#parts.after(checkWithinMs, () => resolve(false));
      answered
        .then(
          () => resolve(true),
          () => resolve(false),
        )
        .finally(cancel);
    });
  }
}
