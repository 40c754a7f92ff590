import type { ExportRecord } from '@nova/contract';
import { expect, test } from 'vitest';
import { testUuid } from '../testing/model-server.ts';
import { type HtmlOptions, htmlOf } from './export-html.ts';

const [ann, bob, here, first, second, gone] = [1, 2, 3, 4, 5, 6].map(testUuid) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const at = '2026-01-02T03:04:05.000Z';
const words = {
  language: 'en',
  direction: 'ltr' as const,
  title: 'An <export>',
  exportedAt: (when: string) => `exported ${when}`,
  members: (count: number) => `${count} members`,
  deleted: 'deleted',
  edited: 'edited',
  pinned: 'pinned',
  answers: (name: string) => `answers ${name}`,
  inThread: 'in a thread',
  draft: (where: string) => `draft in ${where}`,
  scheduled: (where: string, when: string) => `to ${where} at ${when}`,
  nobody: 'nobody',
  sessions: 'sessions',
  time: (when: string) => when.slice(11, 16),
  day: (when: string) => when.slice(0, 10),
  direct: 'direct',
  cutOff: 'CUT OFF',
  missing: (why: string) => `missing: ${why}`,
};
const message = (id: string, body: string | null, more: object = {}) => ({
  type: 'message' as const,
  conversationId: here,
  id,
  senderId: ann,
  sentAt: at,
  replyToId: null,
  threadRootId: null,
  alsoSent: false,
  texts: body === null ? [] : [{ body, at }],
  deleted: body === null ? { at, byId: ann } : null,
  reactions: [],
  pinned: null,
  files: [],
  ...more,
});

const pageOf = (...records: readonly ExportRecord[]): Promise<string> => pageOfAll(records);

async function pageOfAll(records: readonly ExportRecord[], options: HtmlOptions = {}): Promise<string> {
  const all: ExportRecord[] = [
    { type: 'nova', version: 1, what: 'conversations', exportedAt: at, byId: ann },
    { type: 'person', id: ann, name: 'Ann <b>', handle: 'ann', email: 'ann@nova.example' },
    { type: 'person', id: bob, name: 'Bob', handle: 'bob' },
    { type: 'conversation', id: here, kind: 'group', title: '</style><script>', topic: '"topic"', createdAt: at },
    { type: 'member', conversationId: here, userId: ann, role: 'owner', joinedAt: at },
    ...records,
  ];
  const texts = [];
  for await (const text of htmlOf(
    (async function* () {
      yield* all;
    })(),
    words,
    options,
  ))
    texts.push(text);
  return texts.join('');
}

test('[M10] nothing that people write becomes markup, an address that runs, or something to load', async () => {
  const hostile = [
    '<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- -->',
    '[run](javascript:alert(1)) [data](data:text/html,x) <javascript:alert(1)>',
    '![picture](https://evil.example/pixel.png)',
    '"><svg onload=alert(1)>',
    '```html\n</code></pre><script>alert(1)</script>\n```',
    '| a | b |\n|---|---|\n| <b onclick=x> | [x](vbscript:x) |',
  ];
  const page = await pageOf(...hostile.map((body, n) => message(testUuid(100 + n), body)), {
    type: 'end',
    conversations: 1,
    messages: hostile.length,
  });
  expect(page).not.toMatch(/<(script|img|svg|iframe|object|link|base|form|b )/i);
  expect(page.match(/<[^>]*\son\w+\s*=/gi)).toBeNull();
  expect(page).not.toMatch(/(href|src)="(javascript|data|vbscript):/i);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
  expect(page).toContain('<a href="https://evil.example/pixel.png">picture</a>');
  expect(page).toContain('&lt;/style&gt;&lt;script&gt;');
});

test('[M8][M10] files are told by their names, and lead nowhere', async () => {
  const file = { id: testUuid(9), name: '<img src=x>.html', alt: 'a "view"', type: 'text/html', size: 3 };
  const page = await pageOf(message(first, '', { files: [file] }), { type: 'end', conversations: 1, messages: 1 });
  expect(page).toContain('<li>📎 <bdi>&lt;img src=x&gt;.html</bdi> – <bdi>a &quot;view&quot;</bdi></li>');
  expect(page).not.toMatch(/<img|href="[^#]/);
});

test('[M10][M11] beside its files, a page leads to those that run nothing when they are opened, and to no others', async () => {
  const named = (n: number, name: string, more: object = {}) => {
    return { id: testUuid(20 + n), name, alt: null, type: 'image/png', size: 3, ...more };
  };
  const harmless = ['a b #1%.PNG', 'notes.txt', '../"up".pdf'].map((name, n) => named(n, name));
  const others = ['page.html', 'a.svg', 'run.exe', 'x.txt.js', 'png', 'x.xml', 'x.pdf.lnk'].map((name, n) =>
    named(10 + n, name),
  );
  const gone = named(30, 'gone.png', { missing: 'gone' });
  const files = [...harmless, ...others, gone];
  const page = await pageOfAll([message(first, '', { files }), { type: 'end', conversations: 1, messages: 1 }], {
    isWithFiles: true,
  });
  expect([...page.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)).toEqual([
    `files/${testUuid(20)}/a%20b%20%231%25.PNG`,
    `files/${testUuid(21)}/notes.txt`,
    `files/${testUuid(22)}/_up_.pdf`,
  ]);
  expect(page).toContain(`<bdi>run.exe</bdi> <span class="quiet">(<bdi>files/${testUuid(32)}/run.exe</bdi>)</span>`);
  expect(page).toContain('<bdi>gone.png</bdi> <span class="quiet">(missing: gone)</span>');
  expect(page).not.toMatch(/<img|src=/);
});

test('[M8][M10] what is forwarded is told below the message that forwards it, and runs nothing either', async () => {
  const forwarded = { senderId: bob, sentAt: at, body: '<b>the plan</b> **now**', files: [] };
  const page = await pageOf(message(first, 'see', { forwarded }), { type: 'end', conversations: 1, messages: 1 });
  expect(page).toMatch(
    /<blockquote>\n<p class="by"><b><bdi>Bob<[\s\S]*&lt;b&gt;the plan&lt;\/b&gt; <strong>now<\/strong>/,
  );
});

test('[M8][X1] it tells what was said, by whom and when, and of what is deleted that it was', async () => {
  const page = await pageOf(
    message(first, '**hello**\nthere', {
      reactions: [{ emoji: '👍', userIds: [ann, bob] }],
      pinned: { at, byId: bob },
    }),
    message(second, 'new', {
      senderId: bob,
      replyToId: first,
      threadRootId: first,
      texts: [
        { body: 'earlier', at },
        { body: 'new', at },
      ],
    }),
    message(gone, null),
    { type: 'end', conversations: 1, messages: 3 },
  );
  expect(page).toContain('<strong>hello</strong>\nthere');
  expect(page).toContain('title="Ann &lt;b&gt;, Bob">👍 2');
  expect(page).toContain(`<a href="#m-${first}">answers Ann &lt;b&gt;</a>`);
  expect(page).toContain('edited');
  expect(page).not.toContain('earlier');
  expect(page).toContain('<i>deleted</i>');
  expect(page).not.toContain('CUT OFF');
  expect(await pageOf(message(first, 'x'))).toContain('CUT OFF');
});

test('[M8][M10] what is not said yet stands at the end, by where it was to be said, and runs nothing either', async () => {
  const unsaid = { conversationId: here, threadRootId: null, replyToId: null };
  const page = await pageOf(
    message(first, 'said'),
    { type: 'draft', ...unsaid, body: 'hm <script>alert(1)</script>', at },
    { type: 'scheduled', ...unsaid, body: 'later', dueAt: at, refusal: null, files: [] },
    { type: 'end', conversations: 1, messages: 1 },
  );
  expect(page).toMatch(
    /said[\s\S]*<\/section>[\s\S]*draft in &lt;\/style&gt;[\s\S]*hm &lt;script[\s\S]*to &lt;\/style&gt;.* at 2026[\s\S]*later/,
  );
  expect(page).not.toContain('<script');
  expect(page).not.toContain('CUT OFF');
});
