'use client';

import type { Attachment } from '@nova/contract';
import type { ReactNode } from 'react';
import { classes } from '../../ui/classes.ts';
import { kindOf } from './file-kind.ts';

/** A picture with no other beside it is shown this large at most, in pixels. */
const widthMax = 360;
const heightMax = 320;
/** A text of so many bytes is a line, or a few. */
const lineBytes = 48;
const shortBytes = 240;

/** A picture may be as white as what is around it. */
const edge = 'outline-1 -outline-offset-1 outline-line';

const looks = {
  picture: `size-40 max-md:size-28 ${edge}`,
  film: 'aspect-video w-90',
  sound: 'h-14 w-80',
  text: 'w-full max-w-2xl',
  other: 'h-14 w-72',
} as const;

/**
 * The places of a message's files: each has its size before anything of it is loaded, so that nothing moves when it
 * is. `children` says what is in them.
 */
export function FileBoxes({
  attachments,
  label,
  children,
}: {
  attachments: readonly Attachment[];
  label: string;
  children?: (attachment: Attachment) => ReactNode;
}) {
  const isPicture = (attachment: Attachment): boolean => kindOf(attachment) === 'picture';
  const isOnlyOne = attachments.filter(isPicture).length === 1;
  return (
    <ul aria-label={label} className="mt-1 mb-0.5 flex flex-wrap gap-1.5">
      {attachments.map((attachment) => {
        const isAlone = isOnlyOne && isPicture(attachment);
        return (
          <li
            key={attachment.id}
            className={classes(
              'relative max-w-full overflow-hidden rounded-md',
              // A text may be shorter than its place, and is framed where it ends.
              !(children && kindOf(attachment) === 'text') && 'bg-surface',
              isAlone ? edge : lookOf(attachment),
            )}
            style={isAlone ? sizeOf(attachment) : undefined}
          >
            {children?.(attachment)}
          </li>
        );
      })}
    </ul>
  );
}

/** A short text needs no more room than it takes. */
function lookOf(attachment: Attachment): string {
  const kind = kindOf(attachment);
  if (kind !== 'text') return looks[kind];
  const height = attachment.size < lineBytes ? 'h-20' : attachment.size < shortBytes ? 'h-32' : 'h-52';
  return `${looks.text} ${height}`;
}

/** As large as it is, if it fits; never so flat or narrow that one cannot hit it. */
function sizeOf({ width, height }: Attachment): { width: number; aspectRatio: string } {
  const [w, h] = [width ?? 1, height ?? 1];
  const scale = Math.min(1, widthMax / w, heightMax / h);
  const shown = Math.max(48, Math.round(w * scale));
  return { width: shown, aspectRatio: `${shown} / ${Math.max(48, Math.round(h * scale))}` };
}
