import type { GetServerSideProps } from 'next';
import { App } from '../features/frame/app.tsx';

/**
 * Every place of the app is this one document: places are told apart on the device, so that they open offline too. It is
 * a page of the Pages Router, whose runtime is 18 kB of compressed JavaScript lighter than the App Router's, none of
 * which an app that lives on the device has a use for.
 */
export default function Page() {
  return <App />;
}

/** Rendered for each request: its scripts carry the request's nonce. */
export const getServerSideProps: GetServerSideProps = () => Promise.resolve({ props: {} });
