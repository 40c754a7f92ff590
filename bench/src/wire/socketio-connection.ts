import { Answers, type Connection, type ConnectRequest, type Sent } from './connection.ts';
import { EventScanner } from './marker.ts';
import { LeanSocket } from './socket.ts';

/** Engine.IO and Socket.IO packets begin with their types, as digits. */
const packets = { open: '0', ping: '2', pong: '3', connect: '40', event: '42', ack: '43', refused: '44' } as const;

/** An offset of the streams adapter, the last argument of an event: `"1700000000000-0"]`. */
const offsetChars = 32;

/** Speaks Socket.IO's protocol (version 5 over Engine.IO 4), WebSocket from the start, with connection state recovery. */
export function connectSocketIo({ port, person, resume, onEvent }: ConnectRequest): Connection {
  const scanner = new EventScanner();
  const answers = new Answers(1);
  const following = Promise.withResolvers<void>();
  let sessionId = '';
  let lastTail = '';
  const hello = (): string => {
    const { conversationId, userId } = person;
    const known = resume ? { after: resume.seq, ...(JSON.parse(resume.kept) as { pid: string; offset: string }) } : {};
    return packets.connect + JSON.stringify({ conversationId, userId, ...known });
  };
  const control = (text: string): void => {
    if (text === packets.ping) socket.send(packets.pong);
    else if (text.startsWith(packets.open)) socket.send(hello());
    else if (text.startsWith(packets.connect)) {
      sessionId = (JSON.parse(text.slice(2)) as { pid: string }).pid;
      following.resolve();
    } else if (text.startsWith(packets.ack)) {
      const listAt = text.indexOf('[');
      const [answer] = JSON.parse(text.slice(listAt)) as [{ seq: number } | { error: string }];
      answers.settle(Number(text.slice(2, listAt)), 'seq' in answer ? answer.seq : new Error(answer.error));
    } else if (text.startsWith(packets.refused)) {
      following.reject(new Error(`refused: ${text}`));
    }
  };
  const path = '/socket.io/?EIO=4&transport=websocket';
  const socket = new LeanSocket({ port, path, headers: {} }, (_opcode, bytes, start, end) => {
    if (!scanner.scan(bytes, start, end)) {
      control(bytes.toString('utf8', start, end));
      return;
    }
    lastTail = bytes.toString('latin1', Math.max(start, end - offsetChars), end);
    onEvent(scanner.seq, scanner.sentUs, scanner.serial);
  });
  socket.closed.catch((error: Error) => {
    following.reject(error);
    answers.fail(error);
  });
  return {
    following: following.promise,
    closed: socket.closed,
    send(message: Sent) {
      const { id, answer } = answers.expect();
      socket.send(`${packets.event}${id}${JSON.stringify(['send', message])}`);
      return answer;
    },
    kept: () => JSON.stringify({ pid: sessionId, offset: /"([0-9]+-[0-9]+)"\]$/.exec(lastTail)?.[1] ?? '' }),
    cut: () => socket.cut(),
  };
}
