/** One holder at a time per name, among all tabs (or whatever shares the device's store). */
export interface LockPort {
  /**
   * Waits until the lock is free, calls `run`, and holds the lock until its promise settles. Aborting ends the
   * waiting (the call then resolves) but never a `run` that began. A holder that dies gives the lock up.
   */
  hold(name: string, run: () => Promise<void>, signal: AbortSignal): Promise<void>;
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

/** What makes several tabs one sender (O6). */
export interface TabPorts {
  readonly lock: LockPort;
  readonly broadcast: BroadcastPort;
}
