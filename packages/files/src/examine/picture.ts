import { stat } from 'node:fs/promises';
import { limits } from '@nova/contract';
import sharp, { type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { sniff } from './sniff.ts';
import { turns } from './turns.ts';

// Only what is redrawn is ever decoded: no SVG, no PDF, nothing that a library of a library brings along.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadHeifFile',
  ],
});
sharp.cache(false);
sharp.concurrency(1);

/** The picture cannot be decoded, or is larger than anybody should have to decode. */
export class BadPicture extends Error {
  override name = 'BadPicture';
}

/** A picture drawn anew. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** A ThumbHash in Base64. */
  readonly placeholder: string;
  /** Bytes; null when there is none. */
  readonly previewSize: number | null;
}

const formats = {
  'image/jpeg': (image: Sharp) => image.jpeg({ quality: 90 }),
  'image/png': (image: Sharp) => image.png(),
  'image/webp': (image: Sharp) => image.webp({ quality: 90 }),
  'image/gif': (image: Sharp) => image.gif(),
  'image/avif': (image: Sharp) => image.avif({ quality: 65, effort: 1 }),
} as const;
export type PictureType = keyof typeof formats;

export function isPictureType(type: string): type is PictureType {
  return Object.hasOwn(formats, type);
}

/** What fits a column of a conversation at twice the density. */
const previewPixels = 960;
/** Below this the picture itself is shown. */
const previewFromBytes = 150_000;
const secondsMax = 30;
/** How every picture is read. */
const read = { limitInputPixels: limits.imageMaxPixels, failOn: 'error' } as const;
/** Decoding takes memory: so many pictures at a time, the others wait. */
const atOnce = turns(2);

/**
 * Draws a picture anew, in its own format: whatever its file held beside the picture – where it was taken, by which
 * camera, a script, another file – is not in it any more (F3). Turned as it is to be seen. Writes the picture to
 * `redrawn` and a smaller one to `preview`, if it is worth it.
 *
 * @throws BadPicture for what cannot be decoded, and for more than `limits.imageMaxPixels`, all frames together.
 */
export function redraw(
  path: string,
  type: PictureType,
  into: { readonly redrawn: string; readonly preview: string },
): Promise<Picture> {
  return atOnce(async () => {
    try {
      return await drawn(path, type, into);
    } catch (error) {
      throw new BadPicture('a picture cannot be decoded', { cause: error });
    }
  });
}

async function drawn(
  path: string,
  type: PictureType,
  into: { readonly redrawn: string; readonly preview: string },
): Promise<Picture> {
  const isAnimated = type === 'image/gif' || type === 'image/webp';
  const image = sharp(path, { ...read, animated: isAnimated }).timeout({ seconds: secondsMax });
  const written = await formats[type](isAnimated ? image : image.autoOrient()).toFile(into.redrawn);
  const first = sharp(into.redrawn, read).timeout({ seconds: secondsMax });
  const width = written.width;
  const height = written.pageHeight ?? written.height;
  const isSmall = Math.max(width, height) <= previewPixels && (await stat(into.redrawn)).size <= previewFromBytes;
  let previewSize: number | null = null;
  if (!isSmall) {
    const size = { width: previewPixels, height: previewPixels, fit: 'inside', withoutEnlargement: true } as const;
    previewSize = (await first.clone().resize(size).webp({ quality: 80 }).toFile(into.preview)).size;
  }
  return { width, height, placeholder: await placeholderOf(first), previewSize };
}

async function placeholderOf(image: Sharp): Promise<string> {
  const { data, info } = await image
    .clone()
    .resize({ width: 100, height: 100, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}

/** A picture drawn anew, small, as WebP. */
export interface Thumbnail extends Omit<Picture, 'previewSize'> {
  /** Bytes. */
  readonly size: number;
}

/** What fits a card beside a text at twice the density; and below what nobody sees anything. */
const thumbnailPixels = 320;
const thumbnailFromPixels = 16;

/**
 * Draws a picture from elsewhere anew, small, still, as WebP, into a new file: nothing of what its file held beside the
 * picture is in it (F3).
 *
 * @throws BadPicture for what is no picture, cannot be decoded, is too large to be, or is too small to be seen.
 */
export async function drawThumbnail(path: string, into: string): Promise<Thumbnail> {
  const type = await sniff(path, '');
  if (!isPictureType(type)) throw new BadPicture(`a ${type} is no picture`);
  return atOnce(async () => {
    try {
      const size = {
        width: thumbnailPixels,
        height: thumbnailPixels,
        fit: 'inside',
        withoutEnlargement: true,
      } as const;
      const image = sharp(path, read).timeout({ seconds: secondsMax }).autoOrient().resize(size);
      const { width, height, size: bytes } = await image.webp({ quality: 78 }).toFile(into);
      if (Math.min(width, height) < thumbnailFromPixels) throw new Error('too small to be seen');
      return { width, height, size: bytes, placeholder: await placeholderOf(sharp(into, read)) };
    } catch (error) {
      throw new BadPicture('a picture cannot be decoded', { cause: error });
    }
  });
}
