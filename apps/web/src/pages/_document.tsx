import type { DocumentContext, DocumentInitialProps } from 'next/document';
import type { ComponentProps, ReactElement } from 'react';
import type { Packs } from '../packs/packs.ts';
import { wireVersion } from '@nova/contract';
import Document, { Head, Html, Main, NextScript } from 'next/document';

/** What the one page is: here, since nothing of it ever changes but the title, and that by itself (`WindowTitle`). */
function Description() {
  return (
    <>
      <title>Nova</title>
      <meta name="description" content="Chat that does not lose, repeat, reorder or leak a message." />
      <meta
        name="viewport"
        content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
      />
    </>
  );
}

/** The one page begins with its packs, without what only the client of Next's router reads. */
class PackedHead extends Head {
  declare readonly props: ComponentProps<typeof Head> & {
    readonly 'data-packs': string | undefined;
    readonly 'data-wire': string;
    readonly 'data-place': PlacePack | undefined;
  };

  override getScripts(files: Parameters<Head['getScripts']>[0]) {
    const { nonce, 'data-packs': packs, 'data-place': place } = this.props;
    const scripts = super.getScripts(files);
    if (packs === undefined) return scripts;
    const { base, ...ofPlaces } = JSON.parse(packs) as Packs;
    // `boot.js` runs them.
    const preloads = [base, ...(place ? [ofPlaces[place]] : [])].map((href) => (
      <link key={href} rel="preload" as="script" href={href} nonce={nonce} />
    ));
    const inline = scripts.filter(({ props }: ReactElement<{ readonly src?: string }>) => props.src === undefined);
    return [...inline, ...preloads];
  }
}

type PlacePack = 'frame' | 'conversation' | 'entry';

/** The document that a service worker keeps is for every place. */
function placeOf(request: DocumentContext['req']): PlacePack | undefined {
  const { url = '/', headers } = request ?? {};
  if (headers?.['sec-fetch-dest'] !== 'document') return undefined;
  if (url.startsWith('/c/')) return 'conversation';
  return url.startsWith('/sign-') ? 'entry' : 'frame';
}

/** What the server gives with a request. */
interface Given {
  readonly nonce: string;
  /** The packs of a build (`src/packs/packs.ts`); `next dev` has none. */
  readonly packs: string | undefined;
  /** What the place begins with that somebody goes to. */
  readonly place: PlacePack | undefined;
}

/** Around the one page: the nonce of this request on every script, and what must be known before the first paint. */
export default class AppDocument extends Document<Given> {
  static override async getInitialProps(context: DocumentContext): Promise<DocumentInitialProps & Given> {
    const { 'x-nonce': nonce, 'x-packs': packs } = context.req?.headers ?? {};
    return {
      ...(await Document.getInitialProps(context)),
      place: placeOf(context.req),
      nonce: typeof nonce === 'string' ? nonce : '',
      // The page that tells a failure of the server is none of the app's.
      packs: typeof packs === 'string' && context.pathname === '/[[...path]]' ? packs : undefined,
    };
  }

  override render() {
    const { nonce, packs, place } = this.props;
    return (
      <Html lang="en" dir="ltr">
        <PackedHead nonce={nonce} data-packs={packs} data-wire={String(wireVersion)} data-place={place}>
          <Description />
          <script src="/boot.js" nonce={nonce} />
          <link rel="icon" href="/icons/icon.svg" type="image/svg+xml" />
          <link rel="icon" href="/icons/icon-192.png" type="image/png" sizes="192x192" />
          <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
          <meta name="application-name" content="Nova" />
          <meta name="apple-mobile-web-app-title" content="Nova" />
          <meta name="mobile-web-app-capable" content="yes" />
          <meta name="format-detection" content="telephone=no" />
          <meta name="theme-color" content="#f6f6f8" media="(prefers-color-scheme: light)" />
          <meta name="theme-color" content="#111215" media="(prefers-color-scheme: dark)" />
        </PackedHead>
        <body>
          <Main />
          <NextScript nonce={nonce} />
        </body>
      </Html>
    );
  }
}
