import { connect } from 'node:net';

/**
 * Sends Redis commands over one fresh connection and returns the raw answers, one per command. Just enough of the
 * protocol to ask a server on this machine whether it is there: commands are sent inline, answers are single lines.
 *
 * @throws Error when nothing answers within `timeoutMs`, or an answer is an error.
 */
export function askRedis(port: number, commands: readonly string[], timeoutMs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = '';
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(timeoutMs, () => fail(new Error(`no answer from port ${port} within ${timeoutMs} ms`)));
    socket.once('error', fail);
    socket.once('close', () => reject(new Error(`port ${port} closed the connection`)));
    socket.once('connect', () => socket.write(commands.map((command) => `${command}\r\n`).join('')));
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
      const answers = received.split('\r\n').slice(0, -1);
      const refusal = answers.find((answer) => answer.startsWith('-'));
      if (refusal !== undefined) return fail(new Error(refusal.slice(1)));
      if (answers.length < commands.length) return;
      resolve(answers);
      socket.end();
    });
  });
}
