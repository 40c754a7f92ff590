import type { ExportProgress } from './make-export.ts';

/** An export of this tab, under way or over. */
export interface ExportRun {
  /** What is exported: a conversation's id, or `own`. */
  readonly key: string;
  readonly title: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly progress: ExportProgress;
  /** Why it failed, in words. */
  readonly problem: string | null;
  stop(): void;
}

let current: ExportRun | null = null;
let attended: string | null = null;
const listeners = new Set<() => void>();

/** The export under way, or the last one until its outcome was seen; one at a time. The same object until it changes. */
export function readExport(): ExportRun | null {
  return current;
}

/** Whether there is one to be told of that nothing on the screen tells of. */
export function isExportAside(): boolean {
  return current !== null && current.state !== 'stopped' && current.key !== attended;
}

export function putExport(next: ExportRun | null): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Something on the screen tells of this export from now on; the returned function says that it does no more. */
export function attendExport(key: string): () => void {
  attended = key;
  putExport(current);
  return () => {
    if (attended === key) attended = null;
    const isSeen = current?.key === key && current.state !== 'running';
    putExport(isSeen ? null : current);
  };
}

export function onExport(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
