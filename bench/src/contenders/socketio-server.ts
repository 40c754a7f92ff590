/**
 * Socket.IO as its documentation puts it together for several nodes: the Redis Streams adapter, connection state
 * recovery, and the database where recovery fails. Each message is committed before it is emitted.
 */
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import type { Sent } from '../wire/connection.ts';
import { InTurn } from './in-turn.ts';
import { type MessageCreated, openPostgres, readAfter, writeMessage } from './write-message.ts';

type Answer = { readonly seq: number } | { readonly error: string };
interface ClientEvents {
  send(sent: Sent, answer: (said: Answer) => void): void;
}
interface ServerEvents {
  message(event: MessageCreated): void;
}

const sql = openPostgres(process.env['DATABASE_URL'] ?? '');
const redis = new Redis(process.env['REDIS_URL'] ?? '');
const turns = new InTurn();
const everything = 1_000_000;

const http = createServer((_req, res) => void res.end());
const io = new Server<ClientEvents, ServerEvents>(http, {
  adapter: createAdapter(redis),
  transports: ['websocket'],
  perMessageDeflate: false,
  connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: true },
});

io.on('connection', (socket) => {
  const said: { conversationId?: string; userId?: string; after?: number } = socket.handshake.auth;
  const { conversationId = '', userId = '', after } = said;
  if (!socket.recovered) {
    void socket.join(conversationId);
    if (after !== undefined) {
      void readAfter(sql, { conversationId, afterSeq: after }, everything).then((missed) => {
        for (const event of missed) socket.emit('message', event);
      });
    }
  }
  socket.on('send', (sent, answer) => {
    turns.add(conversationId, async () => {
      try {
        const event = await writeMessage(sql, { ...sent, conversationId, senderId: userId });
        io.to(conversationId).emit('message', event);
        answer({ seq: event.seq });
      } catch (error) {
        answer({ error: String(error) });
      }
    });
  });
});

http.listen(Number(process.env['PORT']), '127.0.0.1');
