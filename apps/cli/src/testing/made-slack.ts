import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const user = (id: string, name: string, more: object = {}) => ({
  id,
  team_id: 'T1',
  name: name.toLowerCase(),
  real_name: name,
  profile: { real_name: name, display_name: '', email: `${name.toLowerCase()}@nova.example` },
  ...more,
});

const said = (ts: string, from: string, text: string, more: object = {}) => ({
  type: 'message',
  ts,
  user: from,
  text,
  ...more,
});

/** A workspace with everything in it that an import moves, and some of what it cannot. */
const files: Readonly<Record<string, unknown>> = {
  'users.json': [user('U1', 'Ann'), user('U2', 'Bob'), user('U3', 'Cat', { deleted: true })],
  'channels.json': [
    {
      id: 'C1',
      name: 'general',
      created: 1_500_000_000,
      creator: 'U1',
      members: ['U1', 'U2', 'U3'],
      topic: { value: 'All &amp; <https://nova.example|more>' },
      pins: [{ id: '1500000001.000100', created: 1_500_000_500, user: 'U2' }],
    },
  ],
  'groups.json': [{ id: 'G1', name: 'secret', created: 1_500_000_000, creator: 'U2', members: ['U2'] }],
  'mpims.json': [
    { id: 'G2', name: 'mpdm-ann--bob--cat-1', created: 1_500_000_000, creator: 'U1', members: ['U1', 'U2', 'U3'] },
  ],
  'dms.json': [{ id: 'D1', created: 1_500_000_000, members: ['U1', 'U2'] }],
  'canvases.json': [],
  'general/2017-07-14.json': [
    said('1500000002.000100', 'U2', 'in the thread', { thread_ts: '1500000001.000100' }),
    said('1500000001.000100', 'U1', 'the <#G1|secret> root, <@U2>', {
      thread_ts: '1500000001.000100',
      reactions: [
        { name: '+1', users: ['U2', 'U1'], count: 2 },
        { name: 'partyparrot', users: ['U2'], count: 1 },
        { name: 'wave', users: [], count: 3 },
      ],
    }),
    said('1500000003.000100', 'U3', 'also to the channel', {
      subtype: 'thread_broadcast',
      thread_ts: '1500000001.000100',
      edited: { user: 'U3', ts: '1500000009.000000' },
    }),
    said('1500000004.000100', 'USLACKBOT', 'This message was deleted.', { subtype: 'tombstone', hidden: true }),
    said('1500000005.000100', 'U1', 'answers nobody', { thread_ts: '1400000000.000100' }),
    said('1500000006.000100', 'U1', '<@U1> has joined the channel', { subtype: 'channel_join' }),
    said('1500000006.000200', 'U1', 'waves', { subtype: 'me_message' }),
    said('1500000006.000200', 'U1', 'the same again'),
    said('1500000007.000100', '', '', {
      subtype: 'bot_message',
      bot_id: 'B1',
      username: 'Deploys',
      attachments: [{ pretext: 'Deployed', title: 'v1', title_link: 'https://nova.example/v1', text: '*fine*' }],
    }),
    said('1500000008.000100', 'U2', 'look', {
      files: [
        { id: 'F2', name: 'notes.txt', title: 'Notes', mimetype: 'text/plain', size: 5 },
        {
          id: 'F1',
          name: 'a.png',
          title: 'A picture',
          mimetype: 'image/png',
          size: 2_048,
          permalink: 'https://t.slack.com/files/U2/F1/a.png',
          url_private: 'https://files.slack.com/files-pri/T1-F1/a.png?t=xoxe-secret',
        },
      ],
    }),
    said('1500000009.000100', 'U2', '  '),
    said('no time', 'U2', 'broken'),
    { type: 'message' },
  ],
  'general/2017-07-15.json': [said('1500100000.000100', 'U1', 'x'.repeat(9_000))],
  'secret/2017-07-14.json': [said('1500000001.000100', 'U2', 'secret')],
  'mpdm-ann--bob--cat-1/2017-07-14.json': [said('1500000001.000100', 'U1', 'three')],
  'D1/2017-07-14.json': [said('1500000001.000100', 'U2', 'two', { blocks: [] })],
};

/** Writes a Slack export into a folder, with a day that is no JSON and one that is no UTF-8. */
export async function writeSlackExport(folder: string): Promise<void> {
  const write = async (name: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  };
  for (const [name, content] of Object.entries(files)) await write(name, JSON.stringify(content));
  await write('general/2017-07-16.json', '[{"type":"message","ts":"15');
  const broken = JSON.stringify([said('1500200000.000100', 'U1', 'caf?')]).replace('?', '\u00e9');
  await write('__uploads/F2/notes.txt', 'notes');
  await write('general/2017-07-17.json', Buffer.from(broken, 'latin1'));
}
