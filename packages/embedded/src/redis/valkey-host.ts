import { createServer, type Server, type Socket } from 'node:net';

/**
 * The host side of valkey.wasm: what the module imports as `host` to reach the network. The module knows sockets only
 * as numbers, never blocks, and is driven by `rk_step`: every pass asks `poll` what is ready and acts on it.
 *
 * Written for what the shipped bridge lacks under load: pointers are unsigned (a heap beyond 2 GiB has negative ones),
 * Nagle is off, a peer that never drains is dropped instead of growing without bound, and `progressed` tells the
 * caller to pump again, since one pass handles only a part of what is ready.
 */
export interface ValkeyHost {
  readonly imports: HostImports;
  /** True when a socket moved since it was last set to false. */
  progressed: boolean;
  /** Settles when the port is really listened on; rejects when it is taken. */
  readonly listening: Promise<void>;
}

/** The imports, as declared by the module's `host.h`. All return -1 for "nothing now" or failure. */
export interface HostImports extends WebAssembly.ModuleImports {
  socket(): number;
  listen(fd: number, port: number): number;
  accept(listenerFd: number): number;
  read(fd: number, pointer: number, lengthBytes: number): number;
  write(fd: number, pointer: number, lengthBytes: number): number;
  close(fd: number): void;
  poll(interest: number, count: number, fired: number, max: number, timeoutMs: number): number;
}

export interface ValkeyHostOptions {
  readonly port: number;
  /** The module's memory now; it moves when it grows, so it is asked for each time. */
  memory(): ArrayBuffer;
  /** Something became ready: run the module soon. */
  wake(): void;
}

interface Peer {
  readonly socket: Socket;
  readonly chunks: Buffer[];
  /** Bytes of the first chunk that were read already. */
  offset: number;
  ended: boolean;
  congested: boolean;
}

/** Sockets are numbered from here, out of the way of WASI's own files. */
const firstFd = 4096;
const readable = 1;
const writable = 2;
/** An entry of the poll arrays: file number and mask, 32 bits each. */
const pollEntryBytes = 8;
const peerBacklogLimitBytes = 64 * 1024 * 1024;

export function createValkeyHost({ port, memory, wake }: ValkeyHostOptions): ValkeyHost {
  let nextFd = firstFd;
  const peers = new Map<number, Peer>();
  const listeners = new Map<number, { server: Server; pending: number[] }>();
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();

  function admit(socket: Socket, pending: number[]): void {
    const peer: Peer = { socket, chunks: [], offset: 0, ended: false, congested: false };
    const end = (): void => {
      peer.ended = true;
      wake();
    };
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      peer.chunks.push(chunk);
      wake();
    });
    socket.on('drain', () => {
      peer.congested = false;
      wake();
    });
    // A reset connection is an ended one.
    for (const event of ['end', 'close', 'error'] as const) socket.on(event, end);
    const fd = nextFd++;
    peers.set(fd, peer);
    pending.push(fd);
    wake();
  }

  function ready(fd: number, mask: number): number {
    const listener = listeners.get(fd);
    if (listener !== undefined) return listener.pending.length > 0 ? mask & readable : 0;
    const peer = peers.get(fd);
    if (peer === undefined) return 0;
    const canRead = peer.chunks.length > 0 || peer.ended;
    return mask & ((canRead ? readable : 0) | (peer.congested ? 0 : writable));
  }

  const imports: HostImports = {
    socket: () => nextFd++,
    listen(fd) {
      const pending: number[] = [];
      const server = createServer((socket) => admit(socket, pending));
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
      listeners.set(fd, { server, pending });
      return 0;
    },
    accept(listenerFd) {
      const fd = listeners.get(listenerFd)?.pending.shift();
      if (fd === undefined) return -1;
      host.progressed = true;
      return fd;
    },
    read(fd, pointer, lengthBytes) {
      const peer = peers.get(fd);
      if (peer === undefined) return -1;
      if (peer.chunks.length === 0) return peer.ended ? 0 : -1;
      const target = new Uint8Array(memory(), pointer >>> 0, lengthBytes >>> 0);
      let filled = 0;
      for (let head = peer.chunks[0]; head !== undefined && filled < target.length; head = peer.chunks[0]) {
        const part = head.subarray(peer.offset, peer.offset + target.length - filled);
        target.set(part, filled);
        filled += part.length;
        peer.offset += part.length;
        if (peer.offset < head.length) break;
        peer.chunks.shift();
        peer.offset = 0;
      }
      host.progressed ||= filled > 0;
      return filled;
    },
    write(fd, pointer, lengthBytes) {
      const peer = peers.get(fd);
      if (peer === undefined || peer.ended) return -1;
      if (peer.socket.writableLength > peerBacklogLimitBytes) {
        peer.ended = true;
        peer.socket.destroy();
        return -1;
      }
      // A copy: the module reuses this memory as soon as the call returns.
      const bytes = Buffer.from(new Uint8Array(memory(), pointer >>> 0, lengthBytes >>> 0));
      peer.congested = !peer.socket.write(bytes);
      host.progressed ||= bytes.length > 0;
      return bytes.length;
    },
    close(fd) {
      peers.get(fd)?.socket.destroy();
      peers.delete(fd);
      listeners.get(fd)?.server.close();
      listeners.delete(fd);
      host.progressed = true;
    },
    poll(interest, count, fired, max) {
      const view = new DataView(memory());
      let found = 0;
      for (let index = 0; index < count && found < max; index++) {
        const entry = (interest >>> 0) + index * pollEntryBytes;
        const fd = view.getInt32(entry, true);
        const mask = ready(fd, view.getInt32(entry + 4, true));
        if (mask === 0) continue;
        const slot = (fired >>> 0) + found * pollEntryBytes;
        view.setInt32(slot, fd, true);
        view.setInt32(slot + 4, mask, true);
        found++;
      }
      return found;
    },
  };
  const host: ValkeyHost = { imports, listening, progressed: false };
  return host;
}
