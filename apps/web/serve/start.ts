// What the browser runs instead of the client of Next's router: shows the one page, and never goes to another.
import { type ComponentType, createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** A page, and the app around each of them. */
interface Module {
  readonly default: ComponentType<object>;
  /** The first picture is drawn after it, not piece by piece. Never rejects, and is soon. */
  readonly ready?: Promise<unknown>;
  /** Makes the change that draws it. */
  readonly draw?: (change: () => void) => void;
}

type Entry = readonly [name: string, load: () => Module];

declare global {
  /** Next's chunks say here what they hold, before or after this runs. */
  var __NEXT_P: { push(entry: Entry): void } | undefined;
}

function begin(): void {
  const { page, props } = JSON.parse(document.getElementById('__NEXT_DATA__')?.textContent ?? '') as {
    readonly page: string;
    readonly props: { readonly pageProps: object };
  };
  const loads = new Map<string, () => Module>();

  function register([name, load]: Entry): void {
    loads.set(name, load);
    const [loadApp, loadPage] = [loads.get('/_app'), loads.get(page)];
    const container = document.getElementById('__next');
    if (!loadApp || !loadPage || !container || (name !== '/_app' && name !== page)) return;
    const show = (): void => {
      const router = { beforePopState() {} };
      const { default: Component, ready, draw = (change) => change() } = loadPage();
      const shown = { Component, pageProps: props.pageProps, router };
      const app = createElement(loadApp().default, shown);
      // Not `hydrateRoot`: what the server drew is an outline, of which nothing is kept. It stands until then.
      void Promise.resolve(ready).then(() => draw(() => createRoot(container).render(app)));
    };
    // On a new device reading the scripts takes as long as running them: the browser has a pause in between.
    if (globalThis.novaEarly?.size) setTimeout(show);
    else show();
  }

  const registered = globalThis.__NEXT_P;
  globalThis.__NEXT_P = { push: register };
  if (Array.isArray(registered)) for (const entry of registered as readonly Entry[]) register(entry);
}

// A pack may be here before the document is.
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin);
else begin();
