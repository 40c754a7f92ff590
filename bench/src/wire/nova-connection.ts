import { Answers, type Connection, type ConnectRequest, type Sent } from './connection.ts';
import { HttpConnection } from './http-connection.ts';
import { EventScanner } from './marker.ts';
import { LeanSocket } from './socket.ts';

/** `http`: as Nova's client sends, a POST for each message. `socket`: as a stock tRPC client with only a `wsLink`. */
export type NovaRoad = 'http' | 'socket';

/** The part of tRPC's answers that matters here. */
interface TrpcAnswer {
  readonly id?: number;
  readonly result?: { readonly type?: 'started' | 'stopped' | 'data'; readonly data?: { readonly seq?: number } };
  readonly error?: { readonly message: string; readonly data?: { readonly reason?: string } };
}

const path = '/api/trpc';
const subscriptionId = 1;

/** Speaks tRPC's wire as its stock client does. */
export function connectNova(request: ConnectRequest, road: NovaRoad): Connection {
  const { port, person, resume, onEvent } = request;
  const { conversationId } = person;
  const scanner = new EventScanner();
  const answers = new Answers(subscriptionId + 1);
  const following = Promise.withResolvers<void>();
  const headers = { Authorization: `Bearer ${person.token}` };
  let epoch = resume?.kept ?? '';
  const settle = (id: number, { result, error }: TrpcAnswer): void => {
    if (id !== subscriptionId) answers.settle(id, error ? errorOf(error) : (result?.data?.seq ?? new Error('no seq')));
    else if (error) following.reject(errorOf(error));
    else if (result?.type === 'started') following.resolve();
  };
  const socket = new LeanSocket({ port, path, headers }, (_opcode, bytes, start, end) => {
    if (scanner.scan(bytes, start, end)) {
      if (epoch === '') epoch = epochIn(bytes.toString('latin1', start, end));
      onEvent(scanner.seq, scanner.sentUs, scanner.serial);
      return;
    }
    const text = bytes.toString('utf8', start, end);
    if (text === 'PING') socket.send('PONG');
    else if (text.startsWith('{')) {
      const answer = JSON.parse(text) as TrpcAnswer;
      if (answer.id !== undefined) settle(answer.id, answer);
    }
  });
  socket.closed.catch((error: Error) => {
    following.reject(error);
    answers.fail(error);
  });
  const input = { conversationId, ...(resume && { lastEventId: `${resume.kept}.${resume.seq}` }) };
  const params = { path: 'conversation.events', input };
  socket.opened.then(
    () => socket.send(JSON.stringify({ id: subscriptionId, method: 'subscription', params })),
    () => {},
  );
  const http = new HttpConnection(port, headers);
  const send = {
    async http(message: Sent) {
      const { status, body } = await http.post(`${path}/message.send`, JSON.stringify({ conversationId, ...message }));
      const { result, error } = JSON.parse(body) as TrpcAnswer;
      const seq = result?.data?.seq;
      if (seq === undefined) throw error ? errorOf(error) : new Error(`answered with ${status}`);
      return seq;
    },
    socket(message: Sent) {
      const { id, answer } = answers.expect();
      const mutation = { path: 'message.send', input: { conversationId, ...message } };
      socket.send(JSON.stringify({ id, method: 'mutation', params: mutation }));
      return answer;
    },
  }[road];
  const cut = (): void => {
    socket.cut();
    http.close();
  };
  return { following: following.promise, closed: socket.closed, send, kept: () => epoch, cut };
}

/** The part of a cursor before its `seq`: `"id":"<epoch>.<seq>"`. */
function epochIn(text: string): string {
  return /"id":"([a-z0-9]+)\./.exec(text)?.[1] ?? '';
}

function errorOf({ message, data }: NonNullable<TrpcAnswer['error']>): Error {
  return new Error(data?.reason === undefined ? message : `${data.reason}: ${message}`);
}
