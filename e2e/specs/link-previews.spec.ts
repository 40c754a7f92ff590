import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../src/fixtures/test.ts';
import { axe } from '../src/fixtures/watch/axe.ts';

// Red, 40 × 30.
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAACgAAAAeCAIAAADRv8uKAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAN0lEQVRIie3VwQkAQAgDwe2/6VwZ3mPAvyAx0+pksjinnnDlnVIgU5lBIiyGxbA4LIbFsLivWHw+nauNqku18gAAAABJRU5ErkJggg==',
  'base64',
);
const page = `<!doctype html><title>Foxes of the city</title><meta property="og:site_name" content="The Garden Post">
  <meta name="description" content="They come at night, they are quiet, and they know where the bins are.">
  <meta property="og:image" content="/fox.png">`;

/** A site on this machine. */
async function openSite(): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((req, res) => {
    if (req.url === '/fox.png') res.writeHead(200, { 'content-type': 'image/png' }).end(picture);
    else res.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('[H1][H5][H6][V1] what a link leads to appears for everybody, moves nobody, and goes with a click or with its message', async ({
  server,
  talking,
}) => {
  await using site = await openSite();
  const { ada, ben, talk } = await talking();
  await server.restart({ LINK_PREVIEWS: 'on', LINK_PREVIEWS_INSIDE: '127.0.0.1/32' });
  await ada.composer.send(`read this: ${site.url}/foxes`);
  const [adas, bens] = [ada, ben].map(({ timeline }) => timeline.message('read this'));
  if (!adas || !bens) throw new Error('two people');
  for (const message of [adas, bens]) {
    await expect(message.getByRole('link', { name: 'Foxes of the city' })).toHaveAttribute('href', `${site.url}/foxes`);
    await expect(message).toContainText('The Garden Post');
    await expect(message).toContainText('127.0.0.1');
    await expect(message.getByRole('list', { name: 'Previews of links' }).locator('img')).toHaveJSProperty(
      'complete',
      true,
    );
  }
  expect(await ben.timeline.leftBelow()).toBeLessThan(2);
  await axe(ben);
  await expect(bens.getByRole('button', { name: /^Take the previews off/ })).toHaveCount(0);
  await ben.reload();
  await expect(bens).toContainText('Foxes of the city');
  await adas.getByRole('button', { name: /^Take the previews off/ }).click();
  await expect(adas).not.toContainText('Foxes of the city');
  await expect(bens).not.toContainText('Foxes of the city');
  const { messageId } = await talk.say(ada, `and again: ${site.url}/more`);
  await expect(ben.timeline.message('and again')).toContainText('Foxes of the city');
  await ada.program.trpc.message.delete.mutate({ messageId });
  await expect(ben.timeline.region).not.toContainText('Foxes of the city');
});
