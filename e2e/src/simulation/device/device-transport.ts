import type { ListOutput } from '@nova/contract';
import { NotSentError, RefusedError } from '@nova/client/sim';
import type { Command, PageRequest, Receipt, Transport } from '@nova/client/sim';
import type { Life } from '../life.ts';
import { forever } from '../life.ts';
import type { ServerNode } from '../server/server-node.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Socket } from './socket.ts';

export interface DeviceTransportOptions {
  readonly around: Surroundings;
  readonly life: Life;
  readonly userId: string;
  readonly socket: Socket;
  readonly online: () => boolean;
  readonly dial: () => ServerNode | null;
  /** A request is about to leave; the returned function is told when it came back broken. */
  readonly onLeave: (command: Command) => (error: unknown) => void;
}

const broken = (): TypeError => new TypeError('the connection broke');

/** A tab's way to the servers: requests that may be lost on the way there or back, refused, late, or never answered. */
export function deviceTransport(options: DeviceTransportOptions): Transport {
  return {
    async perform(command) {
      if (!options.online()) throw new NotSentError('offline');
      const failed = options.onLeave(command);
      try {
        return await request(options, command.kind, (node) => answered(options, node, command));
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    list: (page) => request(options, 'list', (node) => listed(options, node, page)),
    // Nobody here looks at threads.
    // Nobody in it sends anything later.
    schedule: () => Promise.reject(new NotSentError()),
    thread: () => Promise.reject(new RefusedError('MESSAGE_NOT_FOUND')),
    follow: (of, sink) => options.socket.follow(of, sink),
  };
}

function answered({ userId }: DeviceTransportOptions, node: ServerNode, command: Command): Promise<Receipt> {
  return node.perform(userId, command);
}

function listed({ userId }: DeviceTransportOptions, node: ServerNode, page: PageRequest): Promise<ListOutput> {
  return node.list(userId, page);
}

async function request<T>(
  { around, life, online, dial }: DeviceTransportOptions,
  what: string,
  run: (node: ServerNode) => Promise<T>,
): Promise<T> {
  const { weather, random, journal } = around;
  await life.pause(weather.delayMs('network'));
  if (!online()) throw broken();
  if (weather.happens('requestLost')) {
    journal.note(`request lost: ${what}`);
    return random.chance(0.5) ? forever : Promise.reject(broken());
  }
  const node = dial();
  if (!node) throw new NotSentError('no node answers');
  const refusal = passing(around);
  if (refusal) throw refusal;
  const answer = await unlessItDies(node, run(node));
  await life.pause(weather.delayMs('network'));
  if (!online()) throw broken();
  if (weather.happens('answerLost')) {
    journal.note(`answer lost: ${what}`);
    return random.chance(0.5) ? forever : Promise.reject(broken());
  }
  return answer;
}

/** A refusal for a reason that passes. */
function passing({ weather, random }: Surroundings): RefusedError | null {
  if (weather.happens('signedOut')) return new RefusedError('UNAUTHENTICATED');
  if (!weather.happens('refused')) return null;
  return random.pick([
    new RefusedError('BUSY'),
    new RefusedError('SHUTTING_DOWN'),
    new RefusedError('RATE_LIMITED', { retryAfterMs: 3_000 }),
  ]);
}

/** The node's answer; a broken connection when it dies before. What is no answer of Nova's is one that passes. */
async function unlessItDies<T>(node: ServerNode, answer: Promise<T>): Promise<T> {
  const died = Promise.withResolvers<never>();
  const leave = node.life.onEnd(() => died.reject(broken()));
  try {
    return await Promise.race([answer, died.promise]);
  } catch (error) {
    if (error instanceof RefusedError || error instanceof TypeError) throw error;
    throw new RefusedError('BUSY');
  } finally {
    leave();
  }
}
