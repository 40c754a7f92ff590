/**
 * A program that talks until it is killed: says one word after the other and prints each when its device has taken it
 * (O1). With TALK_FROM empty it says nothing more, waits until its queue is empty, prints `done` and ends.
 */
import { createNovaClient, inProcessTabs } from '@nova/client';
import { FileStore } from '@nova/client/file-store';
import { until } from './until.ts';

/** Words that may wait at a time. */
const waitingMax = 400;

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

const client = createNovaClient({
  url: given('TALK_URL'),
  auth: { kind: 'bearer', token: given('TALK_TOKEN') },
  store: new FileStore(given('TALK_DIRECTORY')),
  tabs: inProcessTabs(),
});
const conversation = client.conversation(given('TALK_CONVERSATION'));
const from = given('TALK_FROM');
await client.ready();

if (from === '') {
  await until([client.outbox], () => client.outbox.entries.length === 0);
  console.log('done');
  process.exit(0);
}
for (let word = Number(from); ; word++) {
  await until([client.outbox], () => client.outbox.entries.length < waitingMax);
  await conversation.send({ body: `word ${word}` });
  console.log(word);
}
