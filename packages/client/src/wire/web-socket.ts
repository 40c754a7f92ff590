import type { Platform } from '../platform.ts';

/** How long the closing handshake may take before the link counts as dead. */
const closingMs = 500;

/** The constructor as Node has it; a browser ignores what it does not know and never gets it. */
type SocketConstructor = typeof WebSocket &
  (new (
    url: string | URL,
    how?: { headers: Record<string, string> },
  ) => WebSocket);

export interface WebSocketOptions {
  readonly platform: Platform;
  readonly headers: () => Record<string, string>;
  /** The platform's own. */
  readonly WebSocket: typeof WebSocket;
}

/**
 * A WebSocket with two manners. `close()` normally waits for the closing handshake, and on a dead link no `close` event
 * comes for up to a minute: here it comes after 500 ms at most. And it carries `headers` at the upgrade, read anew for
 * each connection, where the platform lets a program set them (Node).
 */
export function webSocketClass({ platform, headers, WebSocket }: WebSocketOptions): typeof WebSocket {
  const Native = WebSocket as SocketConstructor;
  class NovaWebSocket extends Native {
    #isClosing = false;
    #isReported = false;

    constructor(url: string | URL) {
      const extra = headers();
      super(url, Object.keys(extra).length > 0 ? { headers: extra } : undefined);
      // First of all listeners: once a close was reported, the true one, when it comes, would be the second.
      this.addEventListener('close', (event) => {
        if (this.#isReported) event.stopImmediatePropagation();
        this.#isReported = true;
      });
    }

    /** What is said on a link that is closing reaches nobody; a browser would complain of it to whoever reads its console. */
    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (this.readyState === this.CONNECTING || this.readyState === this.OPEN) super.send(data);
    }

    override close(code?: number, reason?: string): void {
      super.close(code, reason);
      if (this.#isClosing) return;
      this.#isClosing = true;
      const cancel = platform.after(closingMs, () => {
        if (this.readyState === this.CLOSED) return;
        this.dispatchEvent(new CloseEvent('close', { code: 1006, wasClean: false }));
      });
      this.addEventListener('close', cancel, { once: true });
    }
  }
  return NovaWebSocket;
}
