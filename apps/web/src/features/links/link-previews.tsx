'use client';

import type { TimelineMessage } from '@nova/client';
import type { LinkPreview } from '@nova/contract';
import { useMemo, useState } from 'react';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useSelf } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { X } from '../../ui/icons.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { blurOf } from '../files/blur.ts';
import { commandsFor } from '../message/message-commands.ts';
import { useTalk } from '../talk/talk-provider.tsx';

/** What the pages say that a message links to, as far as anybody has looked; and the way to take it off, for who may. */
export function LinkPreviews({ message, previews }: { message: TimelineMessage; previews: readonly LinkPreview[] }) {
  const speech = useSpeech();
  const say = draftTexts.in(speech);
  const { t } = speech;
  const talk = useTalk();
  const toasts = useToasts();
  const self = useSelf();
  const { hidePreviews } = commandsFor(message, { talk, toasts, t, self });
  return (
    <ul
      aria-label={say('previews')}
      className={classes(
        'group/previews relative mt-1.5 flex max-w-xl flex-col gap-1.5',
        hidePreviews !== null && 'pe-8 pointer-coarse:pe-11',
      )}
    >
      {previews.map((preview) => (
        <li key={preview.url}>
          <Card preview={preview} messageId={message.id ?? ''} />
        </li>
      ))}
      {hidePreviews && (
        <li className="absolute end-0 top-0 opacity-0 group-focus-within/previews:opacity-100 group-hover/previews:opacity-100 pointer-coarse:opacity-100">
          <IconButton label={say('hidePreviews')} onClick={hidePreviews} className="size-7 pointer-coarse:size-10">
            <X aria-hidden="true" />
          </IconButton>
        </li>
      )}
    </ul>
  );
}

/** The host stands there whatever the page calls itself: it is the one thing that the page cannot make up. */
function Card({ preview, messageId }: { preview: LinkPreview; messageId: string }) {
  const { url, host, site, title, description, picture } = preview;
  return (
    <div className="relative flex gap-3 rounded-md border border-s-4 border-s-edge px-3 py-2 hover:bg-hover">
      <div className="min-w-0 flex-1 text-sm">
        <p className="flex min-w-0 flex-wrap gap-x-1.5 text-xs text-quiet">
          {site !== null && site.toLowerCase() !== host && (
            <>
              <span className="max-w-full truncate" dir="auto">
                {site}
              </span>
              <span aria-hidden="true">·</span>
            </>
          )}
          <span className="[overflow-wrap:anywhere]" dir="ltr">
            {host}
          </span>
        </p>
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer nofollow"
          referrerPolicy="no-referrer"
          className="line-clamp-2 font-semibold text-link [overflow-wrap:anywhere] bidi after:absolute after:inset-0 hover:underline"
          dir="auto"
        >
          {title ?? host}
        </a>
        {description !== null && (
          <p className="line-clamp-2 [overflow-wrap:anywhere] bidi" dir="auto">
            {description}
          </p>
        )}
      </div>
      {picture && <Thumbnail picture={picture} messageId={messageId} />}
    </div>
  );
}

/** Has its size before it is loaded, so that nothing moves when it is. */
function Thumbnail({ picture, messageId }: { picture: NonNullable<LinkPreview['picture']>; messageId: string }) {
  const nova = useNova();
  const [isBroken, setIsBroken] = useState(false);
  const blur = useMemo(() => blurOf(picture.placeholder), [picture]);
  return (
    <div
      className="size-20 shrink-0 overflow-hidden rounded-sm bg-surface bg-cover bg-center"
      style={blur === null ? undefined : { backgroundImage: `url(${blur})` }}
    >
      {!isBroken && (
        <img
          src={nova.previewUrl(messageId, picture.id)}
          alt=""
          loading="lazy"
          decoding="async"
          className="size-full object-cover"
          onError={() => setIsBroken(true)}
        />
      )}
    </div>
  );
}
