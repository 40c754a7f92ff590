import { Answers, type Connection, type ConnectRequest, type Sent } from './connection.ts';
import { LeanSocket } from './socket.ts';
import { EventScanner } from './marker.ts';

/** What `bare-server.ts` says beside events. */
export type BareAnswer = { following: true } | { id: number; seq: number } | { id: number; error: string };

export function connectBare({ port, person, resume, onEvent }: ConnectRequest): Connection {
  const scanner = new EventScanner();
  const answers = new Answers(1);
  const following = Promise.withResolvers<void>();
  const after = resume ? `&after=${resume.seq}` : '';
  const path = `/?conversation=${person.conversationId}&user=${person.userId}${after}`;
  const socket = new LeanSocket({ port, path, headers: {} }, (_opcode, bytes, start, end) => {
    if (scanner.scan(bytes, start, end)) {
      onEvent(scanner.seq, scanner.sentUs, scanner.serial);
      return;
    }
    const answer = JSON.parse(bytes.toString('utf8', start, end)) as BareAnswer;
    if ('following' in answer) following.resolve();
    else answers.settle(answer.id, 'seq' in answer ? answer.seq : new Error(answer.error));
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
      socket.send(JSON.stringify({ id, ...message }));
      return answer;
    },
    kept: () => '',
    cut: () => socket.cut(),
  };
}
