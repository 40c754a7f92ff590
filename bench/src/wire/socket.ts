import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { clientFrame, FrameCutter, type OnFrame, opcodes } from './frame.ts';
import { readBuffer } from './read-buffer.ts';

export interface Upgrade {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A WebSocket client that does what a load generator needs and nothing else. Pings are answered. A connection that
 * ends without being asked to is an error: `closed` rejects.
 */
export class LeanSocket {
  /** Resolves when it was closed from here. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #cutter: FrameCutter;
  readonly #opened = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();
  #isOpen = false;
  #isClosing = false;
  #answer = '';

  constructor(upgrade: Upgrade, onFrame: OnFrame) {
    this.closed = this.#ended.promise;
    this.closed.catch(() => {});
    this.#opened.promise.catch(() => {});
    this.#cutter = new FrameCutter((opcode, bytes, start, end) => {
      if (opcode === opcodes.ping) this.#socket.write(clientFrame(bytes.subarray(start, end), opcodes.pong));
      else if (opcode === opcodes.close) this.#fail(closeReason(bytes, start, end));
      else onFrame(opcode, bytes, start, end);
    });
    this.#socket = connect({
      host: '127.0.0.1',
      port: upgrade.port,
      noDelay: true,
      onread: { buffer: readBuffer, callback: (length) => this.#read(length) },
    });
    this.#socket.on('error', (error) => this.#fail(error.message));
    this.#socket.on('close', () => this.#fail('the connection was closed'));
    this.#socket.write(request(upgrade));
  }

  /** Resolves when the server has accepted it. @throws Error when it does not. */
  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  send(text: string): void {
    this.#socket.write(clientFrame(text));
  }

  /** Cuts the connection without a word, as a lost network does. */
  cut(): void {
    this.#isClosing = true;
    this.#socket.destroy();
  }

  #read(length: number): boolean {
    if (this.#isOpen) this.#cutter.push(readBuffer, length);
    else this.#handshake(length);
    return true;
  }

  #handshake(length: number): void {
    this.#answer += readBuffer.toString('latin1', 0, length);
    const end = this.#answer.indexOf('\r\n\r\n');
    if (end < 0) return;
    if (!this.#answer.startsWith('HTTP/1.1 101 ')) {
      this.#fail(`the server answered ${this.#answer.slice(0, 200)}`);
      return;
    }
    const more = Buffer.from(this.#answer.slice(end + 4), 'latin1');
    this.#answer = '';
    this.#isOpen = true;
    this.#opened.resolve();
    if (more.length > 0) this.#cutter.push(more, more.length);
  }

  #fail(reason: string): void {
    this.#socket.destroy();
    if (this.#isClosing) {
      this.#ended.resolve();
      return;
    }
    const error = new Error(`a socket of the load generator was lost: ${reason}`);
    this.#opened.reject(error);
    this.#ended.reject(error);
  }
}

function request({ port, path, headers }: Upgrade): string {
  const lines = Object.entries({
    Host: `127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

function closeReason(bytes: Buffer, start: number, end: number): string {
  if (end - start < 2) return 'closed by the server';
  return `closed by the server with ${bytes.readUInt16BE(start)} ${bytes.toString('utf8', start + 2, end)}`;
}
