import { sayHistory } from '../../fixtures/talk/history.ts';
import { Screen } from '../../pages/screen.ts';
import type { Row } from '../report/row.ts';
import { MainThreadMeter } from '../stage/main-thread.ts';
import { openGroup } from '../stage/open-group.ts';
import { cookieOf, viewport } from '../stage/stage.ts';
import type { Measure } from './measure.ts';

const messages = 20_000;
const steps = 4;

/** What a tab holds while a busy hour's messages arrive in the channel that one looks at. Once: an hour is an hour. */
export const memory: Measure = {
  name: 'memory',
  about: `what a tab holds while ${messages.toLocaleString('en')} messages arrive`,
  async run(stage) {
    const { stack, people, browser } = stage;
    const account = await stage.account();
    const id = await openGroup(account, 'Busy', [], 'channel');
    const context = await browser.newContext({ viewport, baseURL: stack.server.url, serviceWorkers: 'block' });
    try {
      await context.addCookies([cookieOf(account, stack.server.url)]);
      const screen = new Screen(await context.newPage());
      await screen.open({ id });
      await screen.composer.text.waitFor();
      const meter = await MainThreadMeter.of(screen.page);
      const operator = await people.operator();
      const rows: Row[] = [];
      for (let step = 0; step <= steps; step++) {
        const count = messages / steps;
        const before = await meter.read();
        if (step > 0) {
          await sayHistory({ id }, { operator, count });
          await screen.timeline.message(`#${count} `).last().waitFor();
          await screen.page.waitForTimeout(1_500);
        }
        const { heapBytes, nodes, busyMs } = await meter.readCollected();
        const name = `after ${(step * count).toLocaleString('en')}`;
        rows.push({ what: `${name}, JavaScript heap`, unit: 'MB', values: [heapBytes / 1_000_000] });
        rows.push({ what: `${name}, DOM nodes`, unit: 'nodes', values: [nodes] });
        if (step > 0)
          rows.push({
            what: `${name}, work per 1,000`,
            unit: 'ms',
            values: [((busyMs - before.busyMs) / count) * 1_000],
          });
      }
      return { rows, notes: [] };
    } finally {
      await context.close();
    }
  },
};
