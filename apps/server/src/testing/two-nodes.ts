import { type Database, openDatabase } from '@nova/db';
import { testDatabase } from '@nova/testkit';

export interface TwoNodes extends AsyncDisposable {
  readonly here: Database;
  readonly there: Database;
}

/** A fresh database as two nodes hold it, for jobs that any node may do. */
export async function openTwoNodes(): Promise<TwoNodes> {
  await using opening = new AsyncDisposableStack();
  const { url } = opening.use(await testDatabase());
  const open = (applicationName: string): Database =>
    opening.use(
      openDatabase({
        url,
        maxConnections: 6,
        applicationName,
        lockTimeoutMs: 2_000,
        statementTimeoutMs: 5_000,
        idleInTransactionTimeoutMs: 10_000,
      }),
    );
  const [here, there] = [open('here'), open('there')];
  const opened = opening.move();
  return { here, there, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
