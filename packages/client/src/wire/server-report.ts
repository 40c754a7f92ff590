import type { Platform } from '../platform.ts';
import { systemPlatform } from '../platform.ts';
import type { Incident, Report } from '../report.ts';

export interface ServerReportOptions {
  /** The server's origin. */
  readonly url: string;
  /** Which build this is: letters, digits, `.`, `_`, `+`, `-`. */
  readonly version?: string;
  readonly platform?: Platform;
  readonly fetch?: typeof fetch;
}

/** Incidents within this time travel together. */
const gatherMs = 2_000;
/** Incidents of one request. */
const batchMax = 20;
/** Incidents told in one run of the program: one that has gone wild says nothing new. */
const toldMax = 200;
const framesMax = 20;

/**
 * A `report` that tells the server, to be counted there: at most 200 incidents, twenty at a time, no text that a person
 * wrote and no error's message, which may hold one. What cannot be told is forgotten.
 */
export function serverReport(options: ServerReportOptions): Report {
  const { url, version, platform = systemPlatform(), fetch: send = ask } = options;
  const waiting: object[] = [];
  let taken = 0;
  let isTimed = false;

  async function tell(): Promise<void> {
    isTimed = false;
    const incidents = waiting.splice(0, batchMax);
    if (waiting.length > 0) later();
    await post({ url, version, send }, incidents);
  }

  function later(): void {
    if (isTimed) return;
    isTimed = true;
    platform.after(gatherMs, () => void tell().catch(() => null));
  }

  return (incident) => {
    if (taken >= toldMax) return;
    taken++;
    waiting.push(tellable(incident));
    later();
  };
}

/** Tells the server of an incident at once, for whoever may not be there any more in a moment. Never rejects. */
export async function sendReport(
  { url, version, fetch: send = ask }: ServerReportOptions,
  of: Incident,
): Promise<void> {
  await post({ url, version, send }, [tellable(of)]).catch(() => null);
}

const ask: typeof fetch = (...request) => fetch(...request);

interface Way {
  readonly url: string;
  readonly version: string | undefined;
  readonly send: typeof fetch;
}

async function post({ url, version, send }: Way, incidents: readonly object[]): Promise<void> {
  const body = JSON.stringify({ ...(version === undefined ? {} : { version }), incidents });
  const headers = { 'content-type': 'application/json' };
  // `keepalive`: a report may well be the last thing that a page does.
  const response = await send(new URL('/api/report', url), { method: 'POST', body, headers, keepalive: true });
  await response.body?.cancel();
}

function tellable(incident: Incident): object {
  return 'error' in incident ? { ...incident, error: errorOf(incident.error) } : incident;
}

/** An error's name and the places it came through: the lines of its stack that end in `line:column`. */
function errorOf(error: unknown): { name: string; stack: string } {
  const name = error instanceof Error && /^[A-Za-z][\w.-]{0,63}$/.test(error.name) ? error.name : 'Error';
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const places = lines.filter((line) => /^\s*(at\s|\S*@).*:\d+:\d+\)?$/.test(line));
  return {
    name,
    stack: places
      .slice(0, framesMax)
      .map((line) => line.trim().slice(0, 200))
      .join('\n'),
  };
}
