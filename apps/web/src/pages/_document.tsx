import type { DocumentContext, DocumentInitialProps } from 'next/document';
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

/** Around the one page: the nonce of this request on every script, and what must be known before the first paint. */
export default class AppDocument extends Document<{ readonly nonce: string }> {
  static override async getInitialProps(context: DocumentContext): Promise<DocumentInitialProps & { nonce: string }> {
    const nonce = context.req?.headers['x-nonce'];
    return { ...(await Document.getInitialProps(context)), nonce: typeof nonce === 'string' ? nonce : '' };
  }

  override render() {
    const { nonce } = this.props;
    return (
      <Html lang="en" dir="ltr">
        <Head nonce={nonce}>
          <Description />
          <script src="/boot.js" nonce={nonce} />
          <link rel="manifest" href="/manifest.webmanifest" />
          <link rel="icon" href="/icons/icon.svg" type="image/svg+xml" />
          <link rel="icon" href="/icons/icon-192.png" type="image/png" sizes="192x192" />
          <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
          <meta name="application-name" content="Nova" />
          <meta name="apple-mobile-web-app-title" content="Nova" />
          <meta name="mobile-web-app-capable" content="yes" />
          <meta name="format-detection" content="telephone=no" />
          <meta name="theme-color" content="#f6f6f8" media="(prefers-color-scheme: light)" />
          <meta name="theme-color" content="#111215" media="(prefers-color-scheme: dark)" />
        </Head>
        <body>
          <Main />
          <NextScript nonce={nonce} />
        </body>
      </Html>
    );
  }
}
