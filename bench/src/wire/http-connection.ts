import { connect, type Socket } from 'node:net';
import { readBuffer } from './read-buffer.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

interface Request {
  readonly text: string;
  readonly answer: PromiseWithResolvers<HttpAnswer>;
}

/**
 * One kept-alive HTTP/1.1 connection, one request at a time: as a client has it whose outbox sends message after
 * message. A request whose connection is lost rejects; the next one connects anew.
 */
export class HttpConnection {
  readonly #port: number;
  readonly #head: string;
  #socket: Socket | null = null;
  #received = '';
  #underWay: Request | null = null;
  readonly #waiting: Request[] = [];

  constructor(port: number, headers: Readonly<Record<string, string>>) {
    this.#port = port;
    const lines = Object.entries({ Host: `127.0.0.1:${port}`, 'Content-Type': 'application/json', ...headers });
    this.#head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  }

  /** @throws Error when the connection is lost before the answer has come. */
  post(path: string, json: string): Promise<HttpAnswer> {
    const answer = Promise.withResolvers<HttpAnswer>();
    const length = Buffer.byteLength(json);
    this.#waiting.push({
      text: `POST ${path} HTTP/1.1\r\n${this.#head}Content-Length: ${length}\r\n\r\n${json}`,
      answer,
    });
    if (!this.#underWay) this.#next();
    return answer.promise;
  }

  close(): void {
    this.#socket?.destroy();
  }

  #next(): void {
    const request = this.#waiting.shift() ?? null;
    this.#underWay = request;
    if (!request) return;
    this.#socket ??= this.#connect();
    this.#socket.write(request.text);
  }

  #connect(): Socket {
    const socket = connect({
      host: '127.0.0.1',
      port: this.#port,
      noDelay: true,
      onread: { buffer: readBuffer, callback: (length) => this.#read(length) },
    });
    const lost = (words: string): void => {
      if (this.#socket === socket) this.#socket = null;
      this.#received = '';
      this.#underWay?.answer.reject(new Error(`an HTTP connection of the load generator was lost: ${words}`));
      this.#next();
    };
    socket.on('error', (error) => lost(error.message));
    socket.on('close', () => lost('closed'));
    return socket;
  }

  #read(length: number): boolean {
    const chunk = readBuffer.toString('latin1', 0, length);
    this.#received = this.#received === '' ? chunk : this.#received + chunk;
    const answer = readAnswer(this.#received);
    if (!answer) return true;
    this.#received = '';
    this.#underWay?.answer.resolve(answer);
    this.#next();
    return true;
  }
}

/** The answer at the start of `text` (Latin-1); null while it is not complete. */
function readAnswer(text: string): HttpAnswer | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const status = Number(text.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headEnd + 2))?.[1];
  const bodyAt = headEnd + 4;
  if (length !== undefined) {
    const end = bodyAt + Number(length);
    return text.length < end ? null : { status, body: text.slice(bodyAt, end) };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(text.slice(0, headEnd + 2))) return { status, body: '' };
  return readChunks(text, bodyAt, status);
}

function readChunks(text: string, bodyAt: number, status: number): HttpAnswer | null {
  let body = '';
  for (let at = bodyAt; ; ) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (text.length < end) return null;
    if (size === 0) return { status, body };
    body += text.slice(lineEnd + 2, end - 2);
    at = end;
  }
}
