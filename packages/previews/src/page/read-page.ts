import { limits } from '@nova/contract';
import { Parser } from 'htmlparser2';
import { cleanLine } from './clean-line.ts';

/** What a page says of itself. */
export interface PageWords {
  readonly site: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** Where its picture lies. */
  readonly pictureUrl: URL | null;
}

/** Where each of them is looked for: the first one that says something counts. */
const places = {
  site: ['og:site_name', 'application-name'],
  title: ['og:title', 'twitter:title', 'dc.title'],
  description: ['og:description', 'twitter:description', 'description', 'dc.description'],
  picture: ['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'],
} as const;

const titleMaxChars = 4_000;
const addressMaxChars = 2_000;

/** Reads a page; of two that say the same, the first one counts. Nothing of it is run or believed. */
export function readPage(html: string, pageUrl: URL): PageWords {
  const said = new Map<string, string>();
  let title: string | null = null;
  let isInTitle = false;
  let drawings = 0;
  let base: string | null = null;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'meta') {
        const key = (attributes['property'] ?? attributes['name'] ?? attributes['itemprop'] ?? '').trim().toLowerCase();
        const { content = '' } = attributes;
        if (key !== '' && content.trim() !== '' && !said.has(key)) said.set(key, content);
      }
      if (
        name === 'link' &&
        /(?:^|\s)image_src(?:\s|$)/i.test(attributes['rel'] ?? '') &&
        !said.has('twitter:image:src')
      )
        said.set('twitter:image:src', attributes['href'] ?? '');
      if (name === 'base') base ??= attributes['href'] ?? null;
      if (name === 'svg') drawings++;
      if (name === 'title' && drawings === 0 && title === null) {
        title = '';
        isInTitle = true;
      }
    },
    ontext(text) {
      if (isInTitle && title !== null && title.length < titleMaxChars) title += text;
    },
    onclosetag(name) {
      if (name === 'svg') drawings--;
      if (name === 'title') isInTitle = false;
    },
  });
  parser.end(html);
  const first = (of: keyof typeof places): string => places[of].map((key) => said.get(key)).find(Boolean) ?? '';
  return {
    site: cleanLine(first('site'), limits.previewSiteChars),
    title: cleanLine(first('title') || (title ?? ''), limits.previewTitleChars),
    description: cleanLine(first('description'), limits.previewDescriptionChars),
    pictureUrl: addressIn(first('picture'), base, pageUrl),
  };
}

function addressIn(written: string, base: string | null, pageUrl: URL): URL | null {
  const text = written.trim();
  if (text === '' || text.length > addressMaxChars) return null;
  const from = base !== null && URL.canParse(base, pageUrl.href) ? new URL(base, pageUrl) : pageUrl;
  return URL.canParse(text, from.href) ? new URL(text, from) : null;
}
