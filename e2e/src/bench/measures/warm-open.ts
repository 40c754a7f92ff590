import type { BrowserContext, Page } from '@playwright/test';
import { putHistory } from '../../fixtures/talk/history.ts';
import { Screen } from '../../pages/screen.ts';
import type { Row } from '../report/row.ts';
import { cookieOf, type Stage } from '../stage/stage.ts';
import { openGroup } from '../stage/open-group.ts';
import { notePainted, type Painted, paintedOf } from '../stage/painted.ts';
import type { Measure } from './measure.ts';

const target = { atMost: 300 };
/** What one sees of a conversation is on the device a second after it came; this is some more. */
const settledMs = 3_000;

/**
 * From the navigation to the first frame with the conversation's messages, all of which lie on the device: in a tab
 * next to an open one, in one for which the service worker must be started, and in a browser just started.
 */
export const warmOpen: Measure = {
  name: 'warm-open',
  about: 'from navigation to cached messages on the screen',
  async run(stage, { repetitions }) {
    const { origin, talk, launch } = await visited(stage);
    const path = `${origin}/c/${talk.id}`;
    const times: Record<'fresh' | 'stopped' | 'running', Painted[]> = { fresh: [], stopped: [], running: [] };
    for (let n = 0; n < repetitions; n++) {
      const context = await launch();
      times.fresh.push(await opened(await context.newPage(), path));
      // The page that stays keeps nothing warm but the browser.
      await context.pages()[0]?.goto('about:blank');
      times.running.push(await opened(await context.newPage(), path));
      await stopWorkers(context);
      times.stopped.push(await opened(await context.newPage(), path));
      await context.close();
    }
    const row = (what: string, of: readonly Painted[], part: keyof Painted): Row => ({
      what: `warm open, ${what}`,
      unit: 'ms',
      values: of.map((painted) => painted[part]),
    });
    const rows: Row[] = [
      { ...row('app open before', times.running, 'messagesMs'), target },
      row('– the document is here', times.running, 'documentMs'),
      row('– the first text is painted', times.running, 'textMs'),
      row('– the last script is here', times.running, 'scriptsMs'),
      { ...row('service worker asleep', times.stopped, 'messagesMs'), target },
      row('– the document is here', times.stopped, 'documentMs'),
      row('browser just started', times.fresh, 'messagesMs'),
    ];
    return { rows, notes: [] };
  },
};

/** Somebody who has been in a conversation with much history, and has gone. */
async function visited(stage: Stage): Promise<{
  origin: string;
  talk: { id: string };
  launch: () => Promise<BrowserContext>;
}> {
  const { stack, people } = stage;
  const account = await stage.account();
  const profile = stage.profile();
  const origin = stack.server.url;
  const id = await openGroup(account, 'Warm');
  const talk = { id };
  await putHistory(stack, talk, { operator: await people.operator(), count: 10_000 });
  const context = await profile.launch();
  await context.addCookies([cookieOf(account, origin)]);
  const page = await context.newPage();
  const screen = new Screen(page);
  await page.goto(`${origin}/c/${id}`);
  await screen.timeline.message('#10000 ').waitFor();
  await screen.installed();
  await page.waitForTimeout(settledMs);
  // The second visit is the first one that the service worker answers.
  await page.reload();
  await screen.timeline.message('#10000 ').waitFor();
  await page.waitForTimeout(settledMs);
  await context.close();
  return { origin, talk, launch: () => profile.launch() };
}

async function opened(page: Page, path: string): Promise<Painted> {
  await page.addInitScript(notePainted);
  await page.goto(path, { waitUntil: 'commit' });
  const painted = await paintedOf(page);
  await page.waitForTimeout(settledMs / 3);
  await page.close();
  return painted;
}

async function stopWorkers(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await page.close();
}
