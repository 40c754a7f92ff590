// Before the first paint, and again whenever they change: theme, contrast, density, language and its direction, as this
// device remembers them. Says all of it in attributes of <html>; `settings.ts` writes what is read here.
(() => {
  const { trustedTypes } = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: object): unknown } }} */ (
    window
  );
  // Where the browser asks (Trusted Types): scripts come from the build and the service worker from its place, and no
  // text ever becomes markup or a script.
  trustedTypes?.createPolicy('default', {
    /** @param {string} url */
    createScriptURL(url) {
      const { origin, pathname } = new URL(url, location.href);
      const isOurs = pathname.startsWith('/_next/static/') || pathname === '/serwist/sw.js';
      return origin === location.origin && isOurs ? url : null;
    },
  });

  /** An app that is not there by then does not come by itself. */
  const patienceMs = 20_000;

  /** What goes wrong is kept for the app to tell of (`hear-trouble.ts`); of what keeps it from coming the server hears from here. */
  function keepTrouble() {
    const app = /** @type {{ novaTrouble?: Event[] | null }} */ (window);
    /** @type {Event[]} */
    const kept = [];
    app.novaTrouble = kept;
    const keep = (/** @type {Event} */ event) => void (app.novaTrouble && kept.length < 5 && kept.push(event));
    for (const type of ['error', 'unhandledrejection', 'securitypolicyviolation']) addEventListener(type, keep);
    setTimeout(() => {
      const errors = kept.flatMap((event) => {
        /** @type {unknown} */
        const error =
          event instanceof ErrorEvent ? event.error : event instanceof PromiseRejectionEvent && event.reason;
        return error === false ? [] : [error];
      });
      if (!app.novaTrouble || errors.length === 0) return;
      // The first line of a stack is its message, which is nobody's business.
      const incidents = errors.map((error) => ({
        type: 'uncaught',
        error: { stack: error instanceof Error ? String(error.stack).split('\n').filter(isPlace).join('\n') : '' },
      }));
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ incidents });
      fetch('/api/report', { method: 'POST', headers, body, keepalive: true }).catch(() => null);
    }, patienceMs);
  }

  const isPlace = (/** @type {string} */ line) => /^\s*(at\s|\S*@).*:\d+:\d+\)?$/.test(line);

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const contrast = matchMedia('(prefers-contrast: more)');

  /** @returns {Partial<Record<'theme' | 'contrast' | 'density' | 'language', string>>} */
  function read() {
    try {
      /** @type {unknown} */
      const kept = JSON.parse(localStorage.getItem('nova-settings') ?? '{}');
      return typeof kept === 'object' && kept !== null ? kept : {};
    } catch {
      return {};
    }
  }

  function apply() {
    const wished = read();
    const root = document.documentElement;
    const spoken = [wished.language, ...navigator.languages].map((tag) => String(tag).slice(0, 2));
    const language = spoken.find((one) => ['en', 'de', 'ar'].includes(one)) ?? 'en';
    root.lang = language;
    root.dir = language === 'ar' ? 'rtl' : 'ltr';
    const theme = wished.theme === 'light' || wished.theme === 'dark' ? wished.theme : dark.matches ? 'dark' : 'light';
    root.dataset.theme = theme;
    root.dataset.contrast = wished.contrast === 'more' || contrast.matches ? 'more' : 'normal';
    root.dataset.density = wished.density === 'compact' ? 'compact' : 'comfortable';
  }

  /** What the app is opened at; the outline in the document is its. */
  const { pathname } = location;
  const place = pathname.startsWith('/c/') ? 'conversation' : pathname.startsWith('/sign-') ? 'entry' : 'frame';
  document.documentElement.dataset.place = place;

  /** What the app begins with (`src/packs/packs.ts`): what it says and shows first is there before it looks for that. */
  function fetchPacks() {
    const { lang } = document.documentElement;
    const packs = /** @type {Record<string, string>} */ (JSON.parse(document.head.dataset.packs ?? '{}'));
    for (const src of [packs.base, packs[lang], packs[place]]) {
      if (src) document.head.append(Object.assign(document.createElement('script'), { src, async: false }));
    }
  }

  /**
   * The device's memory is opened while the scripts come (`open-nova.ts` takes it over). Nobody makes it here: where there
   * is none yet, or it cannot be opened, the app is given nothing.
   */
  function openDevice() {
    const app = /** @type {{ novaDevice?: Promise<IDBDatabase | null> | null }} */ (window);
    app.novaDevice = new Promise((resolve) => {
      const opening = indexedDB.open('nova');
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onerror = (event) => {
        event.preventDefault();
        resolve(null);
      };
      opening.onsuccess = () => {
        // Another tab wants to change it before the app has taken it over.
        opening.result.onversionchange = () => {
          app.novaDevice = null;
          opening.result.close();
        };
        resolve(opening.result);
      };
    });
    // A browser that keeps nothing throws; the app says so when it asks for itself.
    app.novaDevice = app.novaDevice.catch(() => null);
  }

  /**
   * A browser in which the app has not been shows nothing before the server has said whose session it is, and then what is
   * said in the conversation of the address: it is asked while the scripts come, as the app would ask (`early-answers.ts` of
   * the client takes the answers over). A session that changes meanwhile in another tab makes them nobody's.
   */
  function askEarly() {
    // Where the app itself is on the device, so is what it would ask for.
    if (navigator.serviceWorker?.controller) return;
    const app =
      /** @type {{ novaDevice?: Promise<unknown> | null, novaEarly?: Map<string, Promise<Response | null>> }} */ (
        window
      );
    const { wire } = document.head.dataset;
    /** @type {Map<string, Promise<Response | null>>} */
    const early = new Map();
    /** @type {unknown} */
    let self = null;
    const session = fetch('/api/auth/get-session');
    const isKnown = Promise.resolve(app.novaDevice).then((device) => {
      if (device) early.clear();
      return Boolean(device);
    });
    early.set(
      '/api/auth/get-session',
      session.catch(() => null),
    );
    const [, conversationId] = /^\/c\/([0-9a-f-]{36})\/?$/.exec(location.pathname) ?? [];
    if (conversationId && wire) {
      const input = encodeURIComponent(JSON.stringify({ conversationId, limit: 50 }));
      const list = `/api/trpc/message.list?input=${input}`;
      const page = session.then(async (answer) => {
        /** @type {unknown} */
        const said = await answer.clone().json();
        const user = typeof said === 'object' && said !== null && 'user' in said ? said.user : null;
        self = typeof user === 'object' && user !== null && 'id' in user ? user.id : null;
        return self && !(await isKnown) ? fetch(list, { headers: { 'x-nova-wire': wire } }) : null;
      });
      early.set(
        list,
        page.catch(() => null),
      );
    }
    app.novaEarly = early;
    if (!('BroadcastChannel' in window)) return;
    new BroadcastChannel('nova-accounts').onmessage = ({ data }) => {
      const { type, userId } = /** @type {{ type?: unknown, userId?: unknown }} */ (data ?? {});
      // This tab tells the others whose session it has found.
      if (type !== 'signedIn' || userId !== self) early.clear();
    };
  }

  /** By then the scripts are here. */
  const typefaceMs = 5_000;

  /**
   * Where the app is not on the device, its typeface comes after the first text, and letters that change then would move
   * what one reads. It takes over where nothing stays as it is: at another place, or while nobody looks.
   */
  function delayTypeface() {
    if (navigator.serviceWorker?.controller) return;
    const { dataset } = document.documentElement;
    const typeface = '1em "Inter Variable"';
    dataset.typeface = 'later';
    setTimeout(() => void document.fonts.load(typeface).catch(() => null), typefaceMs);
    const take = () => {
      if (document.fonts.check(typeface)) delete dataset.typeface;
    };
    addEventListener('nova:moved', take);
    document.addEventListener('visibilitychange', () => document.hidden && take());
  }

  /** What the app is as an installed one: read by nobody before it stands, and in the way of what it begins with. */
  function nameManifest() {
    const link = Object.assign(document.createElement('link'), { rel: 'manifest', href: '/manifest.webmanifest' });
    addEventListener('load', () => document.head.append(link));
  }

  keepTrouble();
  apply();
  nameManifest();
  delayTypeface();
  fetchPacks();
  openDevice();
  askEarly();
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  addEventListener('nova:settings', apply);
})();
