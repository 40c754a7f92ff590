import type { AppProps } from 'next/app';
import { useEffect } from 'react';
import '@fontsource-variable/inter/wght.css';
import '../styles/globals.css';

/** Around the one page: its styles. Places are told apart by `src/navigation`; Next's own router stays out of it. */
export default function Root({ Component, pageProps, router }: AppProps) {
  useEffect(() => router.beforePopState(() => false), [router]);
  return <Component {...pageProps} />;
}
