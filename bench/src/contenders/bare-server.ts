/**
 * The floor: a WebSocket server that commits each message, then writes it to every socket of the conversation. No
 * authentication, no membership, no second node, no back-pressure. Who comes back says the last `seq` it has.
 */
import { type WebSocket, WebSocketServer } from 'ws';
import type { BareAnswer } from '../wire/bare-connection.ts';
import type { Sent } from '../wire/connection.ts';
import { InTurn } from './in-turn.ts';
import { openPostgres, readAfter, writeMessage } from './write-message.ts';

const sql = openPostgres(process.env['DATABASE_URL'] ?? '');
const rooms = new Map<string, Set<WebSocket>>();
const turns = new InTurn();
const pageEvents = 256;

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.env['PORT']),
  perMessageDeflate: false,
  skipUTF8Validation: true,
});

server.on('connection', (socket, request) => {
  const query = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
  const conversationId = query.get('conversation') ?? '';
  const senderId = query.get('user') ?? '';
  const after = query.get('after');
  let room = rooms.get(conversationId);
  if (!room) rooms.set(conversationId, (room = new Set()));
  const mine = room;
  socket.on('close', () => mine.delete(socket));
  socket.on('message', (data: Buffer) => {
    const { id, ...sent } = JSON.parse(data.toString()) as Sent & { id: number };
    const draft = { ...sent, conversationId, senderId };
    turns.add(conversationId, async () => {
      try {
        const event = await writeMessage(sql, draft);
        const bytes = Buffer.from(JSON.stringify(event));
        for (const member of mine) member.send(bytes, { binary: false });
        say(socket, { id, seq: event.seq });
      } catch (error) {
        say(socket, { id, error: String(error) });
      }
    });
  });
  if (after === null) {
    mine.add(socket);
    say(socket, { following: true });
  } else {
    // In turn with the commits, so that none falls between the reading and the following.
    turns.add(conversationId, async () => {
      await catchUp(socket, conversationId, Number(after));
      mine.add(socket);
      say(socket, { following: true });
    });
  }
});

async function catchUp(socket: WebSocket, conversationId: string, after: number): Promise<void> {
  for (let seq = after, isMore = true; isMore; ) {
    const page = await readAfter(sql, { conversationId, afterSeq: seq }, pageEvents);
    for (const event of page) socket.send(JSON.stringify(event));
    seq = page.at(-1)?.seq ?? seq;
    isMore = page.length === pageEvents;
  }
}

function say(socket: WebSocket, answer: BareAnswer): void {
  socket.send(JSON.stringify(answer));
}
