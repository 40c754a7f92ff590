import type { RunningServer } from '../start-server.ts';

/** The value of a metric as Prometheus would read it; all its labels together. */
export async function metricOf({ url }: Pick<RunningServer, 'url'>, name: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', url))).text();
  const values = text.split('\n').flatMap((line) => {
    const [, found, value] = /^([^{ ]+)(?:\{[^}]*\})? (\S+)$/.exec(line) ?? [];
    return found === `nova_${name}` ? [Number(value)] : [];
  });
  if (!text.includes(`# TYPE nova_${name} `)) throw new Error(`there is no metric ${name}`);
  return values.reduce((sum, value) => sum + value, 0);
}
