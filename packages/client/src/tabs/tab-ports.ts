/** One holder at a time per name, among all tabs (or whatever shares the device's store). */
export interface LockPort {
  /**
   * Waits until the lock is free, calls `run`, and holds the lock until its promise settles. Aborting ends the
   * waiting (the call then resolves) but never a `run` that began. A holder that dies gives the lock up; one that it
   * was seized from is told by `lost`, and the call resolves.
   */
  hold(name: string, run: (lost: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Takes the lock at once from whoever holds it, before all who wait; otherwise like `hold`. */
  seize(name: string, run: (lost: AbortSignal) => Promise<void>): Promise<void>;
}

/** A channel to the other tabs: lossy (a tab may be gone), in order per sender, never back to the sender. */
export interface BroadcastPort {
  open(name: string, onMessage: (message: unknown) => void): Channel;
}

export interface Channel {
  /** The message must be plain data. */
  post(message: unknown): void;
  /** Idempotent. */
  close(): void;
}

/** What makes several tabs one sender (O6) with one socket (O11). */
export interface TabPorts {
  readonly lock: LockPort;
  readonly broadcast: BroadcastPort;
  /** Whether a person can see this tab: the timers of others are slow. */
  isWatched(): boolean;
  /**
   * Calls back each time the person turns away from this tab, which may be its end: what is asked for before the first wait
   * for anything outside still happens. The returned function stops it.
   */
  onLeave(listener: () => void): () => void;
}
