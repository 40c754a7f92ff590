import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { askPage } from './ask-page.ts';
import type { Outside } from './fetch/fetch-outside.ts';
import { NotShown } from './fetch/not-shown.ts';
import { onThisMachine, smallServer, strict } from './testing/small-server.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const never = new AbortController().signal;

function ask(url: string, how: { outside?: Outside; timeMs?: number } = {}) {
  return askPage(url, { outside: onThisMachine, signal: never, ...how });
}

/** Why nothing is shown. */
async function whyNot(url: string, how: Parameters<typeof ask>[1] = {}): Promise<string> {
  try {
    return JSON.stringify(await ask(url, how));
  } catch (error) {
    return error instanceof NotShown ? error.message : error instanceof Error ? error.name : 'something else';
  }
}

describe('[H3] a page is asked what there is to show of it', () => {
  test('in one go, as itself, without cookies, with its picture', async () => {
    await using server = await smallServer((path, res) => {
      if (path === '/pic') {
        res.writeHead(200, { 'content-type': 'image/gif', 'set-cookie': 'a=1' }).end(pixel);
        return;
      }
      res
        .writeHead(200, { ...html, 'set-cookie': 'spy=1' })
        .end(
          '<title>Fox</title><meta property="og:image" content="/pic"><meta name=description content="red &amp; quick">',
        );
    });
    const page = await ask(`${server.url}/`);
    expect(page).toEqual({
      host: `127.0.0.1:${server.port}`,
      site: null,
      title: 'Fox',
      description: 'red & quick',
      picture: pixel,
    });
    expect(server.asked.map(({ headers }) => [headers['user-agent'], headers.cookie, headers.referer])).toEqual([
      ['Nova (link previews)', undefined, undefined],
      ['Nova (link previews)', undefined, undefined],
    ]);
  });

  test('also one that is a picture, and one whose picture cannot be had', async () => {
    await using server = await smallServer((path, res) => {
      if (path === '/pic') {
        res.writeHead(200, { 'content-type': 'image/gif' }).end(pixel);
        return;
      }
      if (path === '/big') {
        res.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(2_200_000));
        return;
      }
      if (path === '/svg') {
        res.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>');
        return;
      }
      const [, where = ''] = path.split('?');
      res.writeHead(200, html).end(`<title>T</title><meta property="og:image" content="${where}">`);
    });
    expect((await ask(`${server.url}/pic`)).picture).toEqual(pixel);
    for (const where of ['/big', '/svg', '/none', 'http://10.0.0.1/x.png', 'file:///etc/passwd', 'data:image/png,x'])
      expect(await ask(`${server.url}/page?${where}`)).toMatchObject({ title: 'T', picture: null });
    expect(await whyNot(`${server.url}/svg`)).toBe('of the type image/svg+xml');
  });
});

describe('[H2] nothing inside is reached', () => {
  test('whatever the address looks like: not one connection is made', async () => {
    await using server = await smallServer((_path, res) => res.writeHead(200, html).end('<title>secret</title>'));
    const { port } = server;
    const outside = { ...strict, resolve: () => Promise.resolve(['127.0.0.1']) };
    const urls = [
      `http://127.0.0.1:${port}/`,
      `http://2130706433:${port}/`,
      `http://0x7f.1:${port}/`,
      `http://017700000001:${port}/`,
      `http://127.1:${port}/`,
      `http://localhost:${port}/`,
      `http://localhost.:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `http://[::1]:${port}/`,
      `http://inside.test:${port}/`,
      `http://１２７.０.０.１:${port}/`,
    ];
    for (const url of urls) expect([url, await whyNot(url, { outside })]).toEqual([url, 'not to be reached']);
    expect(await whyNot(`http://ann:secret@127.0.0.1:${port}/`)).toBe('a name and a password are not sent');
    expect(await whyNot('file:///etc/passwd')).toBe('file: is not asked');
    expect(await whyNot('gopher://127.0.0.1/')).toBe('gopher: is not asked');
    expect(await whyNot(`http://[fe80::1%25eth0]:${port}/`)).toBe('no address');
    expect(server.asked).toEqual([]);
  });

  test('one bad address among good ones is enough, and a port that is none of pages', async () => {
    const mixed = { ...strict, resolve: () => Promise.resolve(['8.8.8.8', '10.0.0.1']) };
    expect(await whyNot('http://mixed.test/', { outside: mixed })).toBe('not to be reached');
    const good = { ...strict, resolve: () => Promise.resolve(['8.8.8.8']) };
    expect(await whyNot('http://good.test:6379/', { outside: good })).toBe('not to be reached');
    expect(await whyNot('http://nowhere.example/')).toBe('no such host');
  });

  test('a name that means something else the second time is asked once: the connection goes to what was checked', async () => {
    await using server = await smallServer((_path, res) => res.writeHead(200, html).end('<title>checked</title>'));
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const asked: string[] = [];
    const outside = {
      ...onThisMachine,
      resolve: (host: string) => {
        asked.push(host);
        return Promise.resolve(answers.shift() ?? []);
      },
    };
    expect(await ask(`http://rebinding.test:${server.port}/`, { outside })).toMatchObject({ title: 'checked' });
    expect(asked).toEqual(['rebinding.test']);
    expect(server.asked[0]?.headers.host).toBe(`rebinding.test:${server.port}`);
    expect(await whyNot(`http://rebinding.test:${server.port}/`, { outside })).toBe('not to be reached');
  });

  test('redirects are checked like what led there, and end', async () => {
    await using server = await smallServer((path, res) => {
      const [, to = ''] = path.split('?');
      if (path === '/end') {
        res.writeHead(200, html).end('<title>end</title>');
        return;
      }
      if (path.startsWith('/round')) {
        res.writeHead(302, { location: `/round${path.length}` }).end();
        return;
      }
      res.writeHead(307, { location: decodeURIComponent(to) }).end();
    });
    const via = (to: string): string => `${server.url}/go?${encodeURIComponent(to)}`;
    expect(await ask(via(`http://other.test:${server.port}/end`))).toMatchObject({
      title: 'end',
      host: `other.test:${server.port}`,
    });
    for (const to of ['http://169.254.169.254/latest/meta-data/', 'http://[::1]/', 'http://127.0.0.2/'])
      expect(await whyNot(via(to))).toBe('not to be reached');
    expect(await whyNot(via('file:///etc/passwd'))).toBe('file: is not asked');
    expect(await whyNot(via('http://ann:secret@other.test/'))).toBe('a name and a password are not sent');
    expect(await whyNot(via(''))).toBe('led on to nowhere');
    expect(await whyNot(`${server.url}/round`)).toBe('led on too often');
    expect(server.asked.filter(({ url }) => url?.startsWith('/round'))).toHaveLength(5);
  });
});

describe('[H3] what a page may cost is bounded', () => {
  test('in time: one that does not answer, one that drips, one whose picture does', async () => {
    await using server = await smallServer((path, res) => {
      if (path === '/silent') return;
      if (path === '/drips') {
        res.writeHead(200, html);
        const timer = setInterval(() => res.write(' '), 20);
        res.on('close', () => clearInterval(timer));
        return;
      }
      res.writeHead(200, html).end('<title>T</title><meta property="og:image" content="/silent">');
    });
    for (const path of ['/silent', '/drips'])
      expect(await whyNot(server.url + path, { timeMs: 200 })).toMatch(/^(TimeoutError|AbortError|Error)$/);
    expect(await ask(`${server.url}/page`, { timeMs: 200 })).toMatchObject({ title: 'T', picture: null });
    const gone = new AbortController();
    const asking = askPage(`${server.url}/silent`, { outside: onThisMachine, signal: gone.signal });
    gone.abort(new Error('stopping'));
    await expect(asking).rejects.toMatchObject({ cause: { message: 'stopping' } });
  });

  test('in size: of an endless page the beginning is read, also of one that unpacks to much', async () => {
    let sent = 0;
    await using server = await smallServer((path, res) => {
      const begin = '<title>T</title>';
      if (path === '/bomb') {
        const packed = gzipSync(Buffer.concat([Buffer.from(begin), Buffer.alloc(200_000_000, ' ')]));
        res.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(packed);
        return;
      }
      if (path === '/picture') {
        const packed = gzipSync(Buffer.alloc(50_000_000));
        res.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end(packed);
        return;
      }
      res.writeHead(200, html).write(begin);
      const more = (): void => {
        while (!res.destroyed && res.write(' '.repeat(65_536))) sent += 65_536;
      };
      res.on('drain', more);
      more();
    });
    expect(await ask(`${server.url}/endless`)).toMatchObject({ title: 'T' });
    expect(sent).toBeLessThan(20_000_000);
    expect(await ask(`${server.url}/bomb`)).toMatchObject({ title: 'T' });
    expect(await whyNot(`${server.url}/picture`)).toMatch(/^more than/);
  });

  test('in heads, packings and kinds', async () => {
    await using server = await smallServer((path, res) => {
      if (path === '/heads') {
        for (let n = 0; n < 200; n++) res.setHeader(`x-${n}`, 'x'.repeat(400));
        res.writeHead(200, html).end('<title>T</title>');
        return;
      }
      if (path === '/twice') {
        res.writeHead(200, { ...html, 'content-encoding': 'gzip, gzip' }).end('x');
        return;
      }
      if (path === '/pdf') {
        res.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF');
        return;
      }
      if (path === '/nothing') {
        res.writeHead(200, html).end('<p>words, and nothing about them');
        return;
      }
      if (path === '/broken') {
        res.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end('not packed');
        return;
      }
      if (path === '/cut') {
        const packed = gzipSync('<title>T</title>'.padEnd(100_000, 'x'));
        res.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(packed.subarray(0, 60));
        return;
      }
      res.writeHead(404, html).end('<title>Not found</title>');
    });
    expect(await whyNot(`${server.url}/heads`)).toBe('Error');
    expect(await whyNot(`${server.url}/twice`)).toBe('packed as gzip, gzip');
    expect(await whyNot(`${server.url}/pdf`)).toBe('of the type application/pdf');
    expect(await whyNot(`${server.url}/nothing`)).toBe('it says nothing');
    expect(await whyNot(`${server.url}/broken`)).toBe('Error');
    expect(await ask(`${server.url}/cut`)).toMatchObject({ title: 'T' });
    expect(await whyNot(`${server.url}/gone`)).toBe('answered with 404');
  });
});
