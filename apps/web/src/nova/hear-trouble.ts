import type { BlockedKind, Incident, Report } from '@nova/client';

type Trouble = ErrorEvent | PromiseRejectionEvent | SecurityPolicyViolationEvent;

declare global {
  /** What went wrong before anybody was there to tell of it, as `boot.js` has kept it; `null`: somebody is. */
  var novaTrouble: Trouble[] | null | undefined;
}

/** Breaches of the policy that are told of in the life of a tab, each once. */
const breachesMax = 10;

/** Reports what nobody catches and what the page's policy forbids: from now on, and what was kept since the page began. */
export function hearTrouble(report: Report): void {
  const breaches = new Set<string>();
  const hear = (event: Trouble): void => {
    const incident = incidentOf(event);
    if (!incident) return;
    if (incident.type === 'policy') {
      const breach = JSON.stringify(incident);
      if (breaches.has(breach) || breaches.size >= breachesMax) return;
      breaches.add(breach);
    }
    report(incident);
  };
  const early = globalThis.novaTrouble ?? [];
  globalThis.novaTrouble = null;
  for (const type of ['error', 'unhandledrejection', 'securitypolicyviolation'] as const) addEventListener(type, hear);
  for (const event of early) hear(event);
}

function incidentOf(event: Trouble): Incident | null {
  if ('reason' in event) return { type: 'uncaught', error: event.reason as unknown };
  if ('effectiveDirective' in event) return breachOf(event);
  // The browser's way to say that it measures again in the next frame: nothing threw.
  if (event.message.startsWith('ResizeObserver loop')) return null;
  return { type: 'uncaught', error: event.error as unknown };
}

/** `null` for what an extension of the browser wanted. */
export function breachOf({
  effectiveDirective: directive,
  blockedURI,
  sourceFile,
  lineNumber,
  columnNumber,
}: Pick<
  SecurityPolicyViolationEvent,
  'effectiveDirective' | 'blockedURI' | 'sourceFile' | 'lineNumber' | 'columnNumber'
>): Incident | null {
  if (/^[a-z-]+-extension\b/.test(sourceFile) || /^[a-z-]+-extension\b/.test(blockedURI)) return null;
  const source = URL.canParse(sourceFile) ? new URL(sourceFile) : null;
  const isBuilt = source?.origin === location.origin && /^\/[\w./-]{1,200}\.js$/.test(source.pathname);
  const place = isBuilt ? `${source.pathname}:${lineNumber}:${columnNumber}` : '';
  return { type: 'policy', directive, blocked: kindOf(blockedURI), place };
}

function kindOf(blocked: string): BlockedKind {
  if (blocked === 'inline') return 'inline';
  if (blocked.endsWith('eval')) return 'eval';
  if (blocked.startsWith('trusted-types')) return 'trusted-types';
  if (/^(?:data|blob)\b/.test(blocked)) return 'data';
  return URL.canParse(blocked) && new URL(blocked).origin === location.origin ? 'self' : 'elsewhere';
}
