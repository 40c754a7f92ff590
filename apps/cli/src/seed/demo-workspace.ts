import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../demo', import.meta.url));

/** Where the words are from; shown as the topic of what is made of them. */
const source = 'jkkummerfeld/irc-disentanglement (Kummerfeld et al., ACL 2019), CC BY 4.0';

/** Somebody to sign in as. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
}

const robin = { name: 'Robin Hale', email: 'robin@nova.example' };
const maya = { name: 'Maya Lindqvist', email: 'maya@nova.example' };
const jonas = { name: 'Jonas Weber', email: 'jonas@nova.example' };
const priya = { name: 'Priya Nair', email: 'priya@nova.example' };

/** The first is whom a visitor signs in as. */
export const demoPeople: readonly DemoPerson[] = [robin, maya, jonas, priya];

/** A public channel, filled with a stretch of a real one. */
export interface DemoChannel {
  readonly title: string;
  readonly path: string;
  readonly topic: string;
}

const channel = (title: string, file: string): DemoChannel => ({
  title,
  path: join(folder, 'channels', file),
  topic: `From the IRC channel #ubuntu, ${file.slice(0, 4)}. Source: ${source}`,
});

export const demoChannels: readonly DemoChannel[] = [
  channel('install-help', '2009-11-13.log'),
  channel('desktop', '2009-12-05.log'),
  channel('graphics', '2017-05-09.log'),
];

/** A conversation that demo people have: a real thread, each nick spoken by one of them. */
export interface DemoTalk {
  /** Of a group; null for two people. */
  readonly title: string | null;
  readonly topic: string;
  readonly path: string;
  readonly cast: Readonly<Record<string, DemoPerson>>;
  /** Lines that the visitor has read. */
  readonly readLines: number;
  readonly reactions: readonly { readonly line: number; readonly by: DemoPerson; readonly emoji: string }[];
  readonly pinnedLine: number | null;
}

const talk = (file: string): string => join(folder, 'talks', file);

export const demoTalks: readonly DemoTalk[] = [
  {
    title: 'Performance',
    topic: `Words from the IRC channel #ubuntu, 2008. Source: ${source}`,
    path: talk('2008-04-30-memory.log'),
    cast: { lethalamby: jonas, RedScare: maya, astro76: priya },
    readLines: 15,
    reactions: [
      { line: 8, by: maya, emoji: '👍' },
      { line: 8, by: jonas, emoji: '👍' },
      { line: 20, by: maya, emoji: '💯' },
      { line: 23, by: priya, emoji: '🎉' },
    ],
    pinnedLine: 20,
  },
  {
    title: null,
    topic: '',
    path: talk('2011-08-22-keys.log'),
    cast: { 'jo-erlend_': robin, rypervenche: maya },
    readLines: 12,
    reactions: [{ line: 11, by: robin, emoji: '🙏' }],
    pinnedLine: null,
  },
  {
    title: null,
    topic: '',
    path: talk('2018-02-27-tabs.log'),
    cast: { dserodio: robin, nemo: jonas },
    readLines: 10,
    reactions: [],
    pinnedLine: null,
  },
];
