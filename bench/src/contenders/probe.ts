/**
 * Loaded into every server before its own code: tells the orchestrator what the process costs, the same way for every
 * contender, and profiles it when asked to. Does nothing until it is asked; ends the process with its parent.
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

/** What a server's probe is asked. */
export type ProbeRequest =
  | { readonly ask: 'usage'; readonly collect: boolean }
  | { readonly ask: 'profile' }
  | { readonly ask: 'profiled'; readonly file: string };

export interface Usage {
  /** Seconds of CPU since the start. */
  readonly cpu: number;
  readonly rssBytes: number;
  /** On the heap and beside it. */
  readonly heapBytes: number;
}

const session = new Session();
const collectGarbage = globalThis.gc;

async function answer(request: ProbeRequest): Promise<Usage | null> {
  switch (request.ask) {
    case 'usage':
      return usage(request.collect);
    case 'profile':
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: 500 });
      await session.post('Profiler.start');
      return null;
    case 'profiled': {
      const { profile } = await session.post('Profiler.stop');
      writeFileSync(request.file, JSON.stringify(profile));
      session.disconnect();
      return null;
    }
  }
}

async function usage(collect: boolean): Promise<Usage> {
  if (collect) {
    // Finalizers of the first round free what only the second one sees.
    for (let round = 0; round < 3; round++) {
      await collectGarbage?.({ type: 'major', execution: 'async', flavor: 'last-resort' });
      await new Promise(setImmediate);
    }
  }
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpu: (user + system) / 1_000_000, rssBytes: rss, heapBytes: heapUsed + external };
}

process.on('message', (request: ProbeRequest) => {
  void answer(request).then((said) => process.send?.(said));
});
process.on('disconnect', () => process.exit());
process.channel?.unref();
