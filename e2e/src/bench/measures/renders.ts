import { Renders } from '../../fixtures/watch/renders.ts';
import type { Row } from '../report/row.ts';
import { MainThreadMeter } from '../stage/main-thread.ts';
import { visitHistory } from '../stage/visit.ts';
import type { Measure } from './measure.ts';

const size = 10_000;
const perRound = 10;
/** So far up that what arrives is nowhere near the screen. */
const upPx = 3_000;
/** The list draws what is beyond the screen once it rests, and pages load. */
const settledMs = 1_000;
const restMs = 300;

/**
 * What one message that arrives costs somebody who looks at the end of a long conversation, the frames until it stands
 * included; and somebody who reads further up and does not see it.
 */
export const renders: Measure = {
  name: 'renders',
  about: 'messages rendered for one that arrives in a long conversation',
  async run(stage, { repetitions }) {
    const sender = await stage.account();
    await using visit = await visitHistory(stage, size, [sender.id]);
    const { screen, conversationId } = visit;
    const meter = await MainThreadMeter.of(screen.page);
    let said = 0;

    async function say(): Promise<string> {
      const body = `I arrive, ${said++}`;
      await sender.program.trpc.message.send.mutate({ conversationId, clientId: crypto.randomUUID(), body });
      return body;
    }

    // From here on its author is known, and what is fetched when it is first needed is here.
    await screen.timeline.message(await say()).waitFor();
    const counted = await Renders.of(screen);
    const own: number[] = [];
    const others: number[] = [];
    const work: number[] = [];
    for (let n = 0; n < repetitions; n++) {
      const before = await meter.read();
      const rendered = { own: 0, others: 0 };
      for (let at = 0; at < perRound; at++) {
        const body = await say();
        await screen.timeline.message(body).waitFor();
        await screen.page.waitForTimeout(restMs);
        for (const text of await counted.take()) rendered[text === body ? 'own' : 'others']++;
      }
      own.push(rendered.own / perRound);
      others.push(rendered.others / perRound);
      work.push(((await meter.read()).busyMs - before.busyMs) / perRound);
    }

    await screen.timeline.region.hover();
    await screen.page.mouse.wheel(0, -upPx);
    await screen.page.waitForTimeout(settledMs);
    await counted.take();
    const unseen: number[] = [];
    for (let n = 0; n < repetitions; n++) {
      for (let at = 0; at < perRound; at++) await say();
      await screen.page.waitForTimeout(restMs);
      unseen.push((await counted.take()).length / perRound);
    }

    const rows: Row[] = [
      { what: 'a message arrives, renders of it', unit: 'renders', values: own, target: { atMost: 1 } },
      { what: 'a message arrives, renders of others', unit: 'renders', values: others, target: { atMost: 0 } },
      { what: 'a message arrives, work', unit: 'ms', values: work },
      { what: 'it arrives out of sight, renders', unit: 'renders', values: unseen, target: { atMost: 0 } },
    ];
    return { rows, notes: [] };
  },
};
