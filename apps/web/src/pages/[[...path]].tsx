import type { GetServerSideProps } from 'next';
import { App } from '../features/frame/app.tsx';
import { placeOf } from '../navigation/place.ts';
import { draw } from '../ui/in-pieces.ts';
import { novaBegun } from '../nova/nova-provider.tsx';

/**
 * Every place of the app is this one document: places are told apart on the device, so that they open offline too. It is
 * a page of the Pages Router, whose runtime is 18 kB of compressed JavaScript lighter than the App Router's, none of
 * which an app that lives on the device has a use for.
 */
export default function Page() {
  return <App />;
}

/** Waited for by `serve/start.ts`: what the device has is in the first picture. */
export const ready = novaBegun;

/** Likewise: how it is drawn. */
export { draw };

/**
 * Rendered for each request: its scripts carry the request's nonce. What looks for a file is told that there is none; an
 * address that is no place of the app is shown by the app too, which says so.
 */
export const getServerSideProps: GetServerSideProps = ({ params, resolvedUrl, res }) => {
  const path = [params?.['path'] ?? []].flat();
  if (path.some((part) => part.includes('.'))) {
    res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such file.\n');
  } else if (placeOf(new URL(resolvedUrl, 'http://nova')).name === 'nowhere') res.statusCode = 404;
  return Promise.resolve({ props: {} });
};
