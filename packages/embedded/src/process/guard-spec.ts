/** What the guard process is told to run: one JSON line on its stdin, which then stays open as the lifeline. */
export interface GuardSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the environment of the guard. */
  readonly env?: Readonly<Record<string, string>>;
  /** Run the child as this user; only root may ask for it. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** stdout and stderr of the child go here; emptied at each start. */
  readonly logFile: string;
  /** How the child is asked to end: each signal is given `waitMs` to work before the next. SIGKILL follows by itself. */
  readonly stop: readonly StopStep[];
  /** A folder the guard deletes once the child is gone: cleaned up even if the parent was killed. */
  readonly removeAfterwards?: string;
}

export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

/** What the guard says, one JSON line each. */
export type GuardReport =
  | { readonly type: 'started'; readonly pid: number }
  | { readonly type: 'failed'; readonly message: string };
