import { putHistory } from '../../fixtures/talk/history.ts';
import { Screen } from '../../pages/screen.ts';
import { openGroup } from './open-group.ts';
import { cookieOf, type Stage, viewport } from './stage.ts';

export interface Visit extends AsyncDisposable {
  readonly screen: Screen;
  readonly conversationId: string;
}

/** Somebody looks at the end of a conversation of theirs with so many messages, all of them loaded from the server. */
export async function visitHistory(stage: Stage, count: number, memberIds: string[] = []): Promise<Visit> {
  const { stack, people, browser } = stage;
  const account = await stage.account();
  const conversationId = await openGroup(account, `${count} messages`, memberIds);
  await putHistory(stack, { id: conversationId }, { operator: await people.operator(), count });
  const context = await browser.newContext({ viewport, baseURL: stack.server.url, serviceWorkers: 'block' });
  await context.addCookies([cookieOf(account, stack.server.url)]);
  const screen = new Screen(await context.newPage());
  await screen.open({ id: conversationId });
  await screen.timeline.message(`#${count} `).waitFor();
  // What is fetched once the screen stands is no part of what is measured.
  await screen.page.waitForTimeout(2_500);
  return { screen, conversationId, [Symbol.asyncDispose]: () => context.close() };
}
