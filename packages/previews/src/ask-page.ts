import { type Fetched, fetchOutside, type Outside } from './fetch/fetch-outside.ts';
import { NotShown } from './fetch/not-shown.ts';
import { decodeHtml } from './page/decode-html.ts';
import { type PageWords, readPage } from './page/read-page.ts';

/** What there is to show of a page. */
export interface AskedPage {
  /** Where it was found in the end. */
  readonly host: string;
  readonly site: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** As it came, whatever it is; null when there is none, or it could not be had. */
  readonly picture: Uint8Array | null;
}

export interface AskOptions {
  readonly outside: Outside;
  readonly signal: AbortSignal;
  /** A page, and then its picture, is given up after this (default 5,000). */
  readonly timeMs?: number;
}

const pageMaxBytes = 512 * 1_024;
const pictureMaxBytes = 2 * 1_024 * 1_024;
const pageTypes: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml']);
/** Said by whoever sends it; what it is, its content says. */
const pictureType = /^image\/(?:jpeg|jpg|pjpeg|png|gif|webp|avif)$/;

const picture = { maxBytes: pictureMaxBytes, beyond: 'refused' } as const;
const page = { maxBytes: pageMaxBytes, beyond: 'cut' } as const;

/**
 * Asks a page elsewhere what there is to show of it, and for its picture. Only ever asks: nothing is sent, nothing is
 * run. Asking again asks again.
 *
 * @throws NotShown when there is nothing to show; what `signal` aborts with, a TimeoutError, or a failure of the network.
 */
export async function askPage(url: string, options: AskOptions): Promise<AskedPage> {
  if (!URL.canParse(url)) throw new NotShown('no address');
  const found = await fetched(new URL(url), options, {
    accept: 'text/html, application/xhtml+xml;q=0.9, image/*;q=0.5',
    take: (type) => (pageTypes.has(type) ? page : pictureType.test(type) ? picture : null),
  });
  const { host } = found.url;
  if (pictureType.test(found.type)) return { host, site: null, title: null, description: null, picture: found.body };
  const { pictureUrl, ...words } = readPage(decodeHtml(found.body, found.charset), found.url);
  const seen = pictureUrl && (await pictureAt(pictureUrl, options));
  if (!hasWords(words) && !seen) throw new NotShown('it says nothing');
  return { host, ...words, picture: seen };
}

/** A page without its picture is a page all the same. */
async function pictureAt(url: URL, options: AskOptions): Promise<Uint8Array | null> {
  try {
    const { body } = await fetched(url, options, {
      accept: 'image/webp, image/avif, image/jpeg, image/png, image/gif;q=0.8',
      take: (type) => (pictureType.test(type) ? picture : null),
    });
    return body;
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof Error) return null;
    throw error;
  }
}

function fetched(url: URL, options: AskOptions, wanted: Parameters<typeof fetchOutside>[1]): Promise<Fetched> {
  const { outside, signal, timeMs = 5_000 } = options;
  return fetchOutside(url, wanted, { outside, signal: AbortSignal.any([signal, AbortSignal.timeout(timeMs)]) });
}

function hasWords({ title, description }: Omit<PageWords, 'pictureUrl'>): boolean {
  return title !== null || description !== null;
}
