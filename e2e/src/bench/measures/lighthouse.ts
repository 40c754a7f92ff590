import { freePort } from '@nova/embedded';
import type { BrowserContext } from '@playwright/test';
import audit, { desktopConfig } from 'lighthouse';
import { putHistory } from '../../fixtures/talk/history.ts';
import type { Row } from '../report/row.ts';
import { openGroup } from '../stage/open-group.ts';
import { cookieOf, launchOptions, type Stage } from '../stage/stage.ts';
import type { Measure } from './measure.ts';

const target = { atLeast: 95 };
const forms = ['desktop', 'mobile'] as const;
const messages = 200;

interface Audited {
  readonly scores: ReadonlyMap<string, number>;
  /** What cost points. */
  readonly complaints: readonly string[];
}

/** Lighthouse's scores of the screen where one signs in, and of the app with a conversation open; each visit is a first one. */
export const lighthouse: readonly Measure[] = forms.map((form) => ({
  name: `lighthouse-${form}`,
  about: `Lighthouse, each category, ${form}`,
  async run(stage, { repetitions }) {
    const port = await freePort();
    const args = [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`];
    const context = await stage.profile().launch({ args });
    const scores = new Map<string, number[]>();
    const complaints = new Map<string, number>();
    try {
      for (const { name, url, enter } of await screens(stage)) {
        await enter(context);
        for (let n = 0; n < repetitions; n++) {
          const result = await audited(url, { port, form });
          for (const [category, score] of result.scores) note(scores, `${name}, ${form}, ${category}`, score);
          for (const one of result.complaints) count(complaints, `${name}: ${one}`);
        }
      }
    } finally {
      await context.close();
    }
    const rows: Row[] = [...scores].map(([what, values]) => ({ what, unit: 'score', values, target }));
    return { rows, notes: [...complaints].map(([text, times]) => `  ${times} of ${repetitions} times, ${text}`) };
  },
}));

async function screens({
  account,
  people,
  stack,
}: Stage): Promise<{ name: string; url: string; enter(context: BrowserContext): Promise<void> }[]> {
  const origin = stack.server.url;
  const ada = await account();
  const id = await openGroup(ada, 'Lighthouse');
  await putHistory(stack, { id }, { operator: await people.operator(), count: messages });
  return [
    { name: 'sign-in', url: `${origin}/sign-in`, enter: () => Promise.resolve() },
    {
      name: 'conversation',
      url: `${origin}/c/${id}`,
      enter: (context) => context.addCookies([cookieOf(ada, origin)]),
    },
  ];
}

async function audited(url: string, { port, form }: { port: number; form: (typeof forms)[number] }): Promise<Audited> {
  const flags = { port, output: 'json' as const, logLevel: 'error' as const };
  const result = await audit(url, flags, form === 'desktop' ? desktopConfig : undefined);
  if (!result) throw new Error(`Lighthouse said nothing of ${url}`);
  const { categories, audits, runtimeError } = result.lhr;
  if (runtimeError) throw new Error(`Lighthouse: ${runtimeError.message}`);
  const complaints = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs.flatMap(({ id, weight }) => {
      const { score, title, displayValue } = audits[id] ?? {};
      if (weight === 0 || score === null || score === undefined || score >= 0.9) return [];
      return [`${title ?? id} (${displayValue ?? score})`];
    }),
  );
  const scores = Object.values(categories).map(({ title, score }) => [title, 100 * (score ?? 0)] as const);
  return { scores: new Map(scores), complaints };
}

function note(all: Map<string, number[]>, key: string, value: number): void {
  all.set(key, [...(all.get(key) ?? []), value]);
}

function count(all: Map<string, number>, key: string): void {
  all.set(key, (all.get(key) ?? 0) + 1);
}
