import { type Incident, sendReport } from '@nova/client';

type What = Extract<Incident, { type: 'workerFailed' }>['what'];

/** Failures that are told of in one life of the worker. */
const toldMax = 10;
let told = 0;

/** Tells the server that the worker could not do what it was woken for. Never rejects. */
export async function tellFailure(what: What, error: unknown): Promise<void> {
  if (told++ >= toldMax) return;
  await sendReport({ url: location.origin }, { type: 'workerFailed', what, error });
}
