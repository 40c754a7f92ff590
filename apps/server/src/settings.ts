import { oldestWireVersion } from '@nova/contract';
import { hubDefaults, relayDefaults } from '@nova/delivery';
import { isRange } from '@nova/previews';
import { z } from 'zod';
import { budgetSchema } from './limits/budget.ts';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

const count = (min: number, fallback: number) => z.coerce.number().int().min(min).default(fallback);
const ms = (fallback: number, min = 1) => count(min, fallback);
const budget = (fallback: string) => budgetSchema.prefault(fallback);
const list = z.string().transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''));
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((url) => new URL(url).pathname === '/', 'must have no path')
  .transform((url) => new URL(url).origin);

/** Every setting with what it means; `env.ts` reads them from the environment, tests and benchmarks give them. */
const shape = {
  nodeEnv: z.enum(['production', 'development', 'test']).default('production').describe('What this is run for.'),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }).describe('The PostgreSQL that holds everything.'),
  databaseConnections: count(6, 24).describe('Connections to it, at most; one or two more listen.'),
  lockTimeoutMs: ms(3_000).describe('No statement waits longer for a lock.'),
  statementTimeoutMs: ms(8_000).describe('No statement runs longer.'),
  idleInTransactionTimeoutMs: ms(15_000).describe('PostgreSQL ends a transaction whose process stopped speaking.'),
  redisUrl: z
    .string()
    .regex(/^(rediss?|redis-sentinel|redis-cluster):\/\/./)
    .describe('redis://host:port, redis-sentinel://host:port,host:port/group or redis-cluster://host:port,host:port.'),
  redisCommandTimeoutMs: ms(1_000).describe('A Redis that does not answer for this long is done without.'),
  host: z.string().default('127.0.0.1').describe('The address to listen on.'),
  port: z.coerce.number().int().min(0).max(65_535).default(3_000).describe('The port to listen on; 0: any free one.'),
  publicUrl: origin
    .optional()
    .describe('Where people reach it. Without it, the origin that a request names as its host.'),
  trustedOrigins: list
    .pipe(z.array(origin))
    .prefault('')
    .describe('More origins whose pages may use it, separated by commas.'),
  addressHeader: z
    .string()
    .toLowerCase()
    .optional()
    .describe('The header in which a proxy in front says who asks; its last entry counts. Without it, the peer.'),
  webUrl: origin.optional().describe('The app server to which everything that is not the API is handed on.'),
  oldestWire: count(0, oldestWireVersion).describe('Apps that speak an older wire than this are told to reload.'),
  authSecret: z.string().min(32).describe('Signs sessions; at least 32 characters. Another one signs everybody out.'),
  operatorToken: z.string().min(16).describe('Opens what is for operators; at least 16 characters.'),
  logLevel: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .describe('`debug` follows every message through its stages.'),
  sessionMs: ms(30 * day).describe('A session that is not used ends after this.'),
  sessionCacheMs: ms(1_000, 0).describe('How long a checked session is believed without asking again.'),
  sessionPollMs: ms(800).describe('Sessions of open sockets are checked this often, should their end go unheard.'),
  editWindowMs: ms(15 * minute, -1).describe('How long authors may edit; 0: never, -1: always.'),
  retentionMs: ms(30 * day, 0).describe('How long deleted text is kept; 0: not at all.'),
  purgeEveryMs: ms(minute).describe('How often deleted text that is due is looked for.'),
  scheduledEveryMs: ms(second).describe('How often messages that are to be sent now are looked for.'),
  remindersEveryMs: ms(second).describe('How often reminders whose time has come are looked for.'),
  notifyEveryMs: ms(500).describe('How often it is looked whom to notify, and what is to be pushed.'),
  pushGraceMs: ms(5_000, 0).describe('A message is left to be read for so long before it is pushed.'),
  vapidPublicKey: z
    .string()
    .regex(/^[\w-]{87}$/)
    .optional()
    .describe('Of the key pair that push services know this deployment by; without it nothing is pushed.'),
  vapidPrivateKey: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional()
    .describe('The secret half of it.'),
  vapidSubject: z
    .string()
    .regex(/^(mailto:.+@.+|https:\/\/.+)$/)
    .default('mailto:nova@example.org')
    .describe('Whom push services turn to when something is wrong: a mailto: or https: address.'),
  pushOrigins: list
    .pipe(z.array(origin))
    .prefault('')
    .describe('Push services of your own network, which may be used although they are not public.'),
  searchWordsEveryMs: ms(2 * second).describe('How often new words are counted, for searches with typos.'),
  filesDir: z
    .string()
    .default('.nova/files')
    .describe('The folder that holds uploaded files; with S3_BUCKET only those on their way there.'),
  filesQuotaBytes: count(1, 10_737_418_240).describe('What one person may store in files, in bytes.'),
  filesSweepEveryMs: ms(30 * second).describe('How often files that nobody may read any more are erased.'),
  s3Bucket: z.string().optional().describe('Files are stored in this bucket instead of the folder.'),
  s3Endpoint: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where its store answers, unless it is that of Amazon.'),
  s3Region: z.string().default('us-east-1').describe('The region of the bucket.'),
  s3AccessKeyId: z.string().optional().describe('Who asks; without it, as the tools of Amazon find out.'),
  s3SecretAccessKey: z.string().optional().describe('The secret that goes with it.'),
  smtpUrl: z
    .string()
    .regex(/^smtps?:\/\/./)
    .optional()
    .describe('The mail server, such as smtps://user:password@mail.example. Without it no mail is sent.'),
  mailFrom: z
    .string()
    .max(320)
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/)
    .optional()
    .describe('Who mails come from: nova@chat.example, or Nova <nova@chat.example>. Needed with SMTP_URL.'),
  digestAfterMs: ms(day).describe('Who has not been seen for this long is mailed what they missed, once a day.'),
  digestEveryMs: ms(minute).describe('How often people who are long away are looked for.'),
  digestToUnproved: z
    .stringbool()
    .default(false)
    .describe('Whether what people missed is mailed to addresses that nobody has proved to be theirs.'),
  mentionAllMax: count(0, 100).describe(
    'In conversations with more members only owners and admins mention everybody at once, by @channel and @here.',
  ),
  linkPreviews: z
    .stringbool()
    .default(true)
    .describe(
      'Pages that messages link to are looked up and shown beside them; off: never, nothing is asked elsewhere.',
    ),
  linkPreviewsInside: list
    .pipe(z.array(z.string().refine(isRange, 'must look like 10.1.0.0/16')))
    .prefault('')
    .describe('Ranges of addresses inside of networks whose pages are looked up too, at any port, as 10.1.0.0/16.'),
  linkPreviewsEveryMs: ms(500).describe('How often messages with new links are looked for.'),
  sendSlots: count(1, 3).describe('Transactions with sends under way at a time.'),
  sendBatchMax: count(1, 256).describe('Sends in one transaction, at most.'),
  sendQueueMax: count(1, 20_000).describe('Sends waiting for a transaction, at most; more are told BUSY.'),
  appendBatchMax: count(1, relayDefaults.appendEntries).describe('Events in one append to Redis, at most.'),
  deliveryBatchMax: count(1, hubDefaults.batchEntries).describe('Events in one write to a socket, at most.'),
  inboxEveryMs: ms(150).describe('An inbox tells what changed at most this often.'),
  maxLagEvents: count(1, 10_000).describe('A subscriber further behind is told to load a page instead.'),
  streamKeepEntries: count(100, 50_000).describe('Events of one conversation kept in Redis.'),
  streamIdleMs: ms(7 * day, second).describe('What Redis keeps of a conversation without news goes after this.'),
  directEvents: z
    .stringbool()
    .default(true)
    .describe(
      'Events go from the hub straight to the sockets; false: through the stock adapter, at three times the cost.',
    ),
  directCalls: z
    .stringbool()
    .default(true)
    .describe(
      'A mutation that comes by itself is served without the stock adapter; false: with it, at twice the cost.',
    ),
  batchMax: count(1, 100).describe('Calls in one tRPC batch, at most.'),
  socketPingMs: ms(20_000).describe('A socket is asked for a sign of life after this much silence.'),
  socketTimeoutMs: ms(30_000).describe('A socket that is silent for this long is ended.'),
  socketBufferBytes: count(16_384, 131_072).describe('Nothing more is delivered to a socket with this much unread.'),
  socketBufferMaxBytes: count(65_536, 4_194_304).describe('A socket with this much unread is ended.'),
  subscriptionsPerSocket: count(1, 1_000).describe('Open subscriptions on one socket.'),
  socketsPerUser: count(1, 64).describe('Open sockets of one person.'),
  socketsPerAddress: count(1, 512).describe('Open sockets of one address.'),
  drainMs: ms(10_000).describe('Told to stop, the server ends after this at the latest.'),
  reconnectSpreadMs: ms(2_000, 0).describe('Told to stop, it sends its clients away over this long, not all at once.'),
  limitRequest: budget('3000/60s').describe('HTTP requests, for each address.'),
  limitFrame: budget('2000/10s').describe('Frames that one socket may send.'),
  limitAuth: budget('120/60s').describe('Requests about signing in, for each address.'),
  limitSignIn: budget('20/300s').describe('Attempts to sign in, for each account.'),
  limitReport: budget('60/60s').describe('Reports of incidents, for each address.'),
  limitRead: budget('1200/60s').describe('Queries, for each person.'),
  limitSearch: budget('120/60s').describe('Searches, for each person.'),
  limitSend: budget('100/10s').describe('Messages, for each person.'),
  limitWrite: budget('100/10s').describe('Other changes, for each person.'),
  limitLive: budget('2000/60s').describe('Subscriptions begun, for each person.'),
  limitTyping: budget('60/10s').describe('Typing marks, for each person.'),
  limitUpload: budget('120/60s').describe('Files uploaded, for each person.'),
  limitDownload: budget('3000/60s').describe('Files looked at, for each person.'),
  limitPage: budget('20/10s').describe('Pages that one host elsewhere is asked for, for the previews of links.'),
  limitLink: budget('60/60s').describe('Pages elsewhere that are asked for because of what one person writes.'),
  limitImport: budget('6000/60s').describe('Batches imported, for each person.'),
  limitMail: budget('10/600s').describe('Links asked for by mail or used, for each person; mails to each address.'),
};

type Shape = z.output<z.ZodObject<typeof shape>>;

/** What must lie below what. */
const orders: readonly (readonly [keyof Shape, keyof Shape])[] = [
  ['lockTimeoutMs', 'statementTimeoutMs'],
  ['statementTimeoutMs', 'idleInTransactionTimeoutMs'],
  ['statementTimeoutMs', 'drainMs'],
  ['reconnectSpreadMs', 'drainMs'],
  ['socketPingMs', 'socketTimeoutMs'],
  ['socketBufferBytes', 'socketBufferMaxBytes'],
];

/** What mail cannot do without: who it is from, and an address that its links lead to. */
const mailNeeds = ['mailFrom', 'publicUrl'] as const;

export const settingsSchema = orders.reduce(
  (schema, [low, high]) =>
    schema.refine((value) => !isNumber(value[low]) || !isNumber(value[high]) || value[low] < value[high], {
      path: [low, high],
      message: 'the first must be less than the second',
      // Also when something else is wrong: every problem is told at once.
      when: () => true,
    }),
  mailNeeds.reduce(
    (schema, needed) =>
      schema.refine((value) => value.smtpUrl === undefined || value[needed] !== undefined, {
        path: [needed],
        message: 'is needed with SMTP_URL',
        when: () => true,
      }),
    z.object(shape),
  ),
);

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** Everything that a deployment decides. Times are in milliseconds, sizes in bytes. */
export type Settings = z.output<typeof settingsSchema>;
