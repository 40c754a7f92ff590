'use client';

import type { ComponentProps, ReactNode } from 'react';
import type { Components, UrlTransform } from 'react-markdown';
import { defaultUrlTransform } from 'react-markdown';
import { placeOf } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { CodeBlock } from './code-block.tsx';
import { Mention } from './mention.tsx';

/** Addresses of the web and of mail, and places of this app; anything else is none. */
export const safeAddress: UrlTransform = (address) => {
  if (address.startsWith('/')) return placeIn(address) ? address : '';
  const safe = defaultUrlTransform(address);
  return /^(?:https?|mailto):/i.test(safe) ? safe : '';
};

function placeIn(address: string) {
  if (!address.startsWith('/c/')) return null;
  const { pathname, search } = new URL(address, location.origin);
  const place = placeOf({ pathname, search });
  return place.name === 'conversation' ? place : null;
}

const linkLook = 'text-link underline decoration-1 underline-offset-2 [overflow-wrap:anywhere] hover:decoration-2';

/** A place of this app opens here, everything else in a window of its own that learns nothing of this one. */
function Link({ href = '', children }: { href?: string | undefined; children?: ReactNode }) {
  const own = href.startsWith(`${location.origin}/`) ? href.slice(location.origin.length) : href;
  const place = placeIn(own);
  if (place) {
    const isChip = typeof children === 'string' && children.startsWith('#');
    return (
      <PlaceLink to={place} className={isChip ? 'rounded-sm bg-accent-soft px-0.5 font-medium text-link' : linkLook}>
        {children}
      </PlaceLink>
    );
  }
  if (href === '') return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer" className={linkLook}>
      {children}
    </a>
  );
}

function Heading({ children }: { children?: ReactNode }) {
  return (
    <p dir="auto" className="font-semibold bidi">
      {children}
    </p>
  );
}

interface CodeNode {
  readonly tagName?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly { readonly type: string; readonly value?: string }[];
}

function Pre({
  node,
  children,
}: {
  node?: { readonly children: readonly unknown[] } | undefined;
  children?: ReactNode;
}) {
  const code = node?.children[0] as CodeNode | undefined;
  if (code?.tagName !== 'code') return <pre>{children}</pre>;
  const text = code.children?.map(({ value = '' }) => value).join('') ?? '';
  const name = Array.isArray(code.properties?.className) ? String(code.properties.className[0]) : '';
  return <CodeBlock text={text.replace(/\n$/, '')} language={name.replace(/^language-/, '')} />;
}

function Span({ children, 'data-mention': handle }: ComponentProps<'span'> & { 'data-mention'?: string }) {
  return handle !== undefined && typeof children === 'string' ? (
    <Mention handle={handle} text={children} />
  ) : (
    <span>{children}</span>
  );
}

export const markdownParts: Components = {
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  // Nothing is loaded from elsewhere because somebody wrote it.
  img: ({ src, alt }) => {
    const address = typeof src === 'string' ? src : '';
    return <Link href={address}>{alt === '' || !alt ? address : alt}</Link>;
  },
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  p: ({ children }) => (
    <p dir="auto" className="bidi">
      {children}
    </p>
  ),
  // In the direction of its own words, and as wide as they are: its signs stand beside them wherever the app begins.
  ul: ({ children }) => (
    <ul dir="auto" className="w-fit max-w-full list-disc ps-6 marker:text-quiet">
      {children}
    </ul>
  ),
  ol: ({ children, start }) => (
    <ol start={start} dir="auto" className="w-fit max-w-full list-decimal ps-6 marker:text-quiet">
      {children}
    </ol>
  ),
  li: ({ children }) => <li className="bidi has-[>[data-tick]]:list-none has-[>[data-tick]]:-ms-5">{children}</li>,
  input: ({ checked }) => (
    <span data-tick className="me-1">
      {checked ? '☑' : '☐'}
    </span>
  ),
  blockquote: ({ children }) => (
    <blockquote className="border-s-4 border-edge ps-3 text-quiet [&>*:not(:first-child)]:mt-2">{children}</blockquote>
  ),
  code: ({ children }) => (
    <code
      className="rounded-sm border bg-surface px-1 py-px font-mono text-[0.875em] [overflow-wrap:anywhere]"
      dir="auto"
    >
      {children}
    </code>
  ),
  pre: Pre,
  span: Span,
  hr: () => <hr className="border-edge" />,
  table: ({ children }) => (
    <div className="max-w-full overflow-x-auto" tabIndex={0}>
      <table className="border-collapse text-sm">{children}</table>
    </div>
  ),
  th: ({ children }) => (
    <th className="border border-edge bg-surface px-2 py-1 text-start font-semibold">{children}</th>
  ),
  td: ({ children }) => <td className="border border-edge px-2 py-1 align-top">{children}</td>,
};
