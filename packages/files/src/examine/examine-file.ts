import { stat } from 'node:fs/promises';
import { forgetPlace, isFilmType } from './film.ts';
import { isPictureType, redraw } from './picture.ts';
import { sniff } from './sniff.ts';

/** What was found out of a file, and where the files to keep of it lie. */
export interface Examined {
  readonly type: string;
  /** Bytes of what is kept. */
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly placeholder: string | null;
  /** The file as it is to be handed out. */
  readonly original: string;
  readonly preview: string | null;
  /** Bytes of it. */
  readonly previewSize: number | null;
}

/**
 * Finds out what a file is, by its content, draws pictures anew, and makes films forget their place (F2, F3). Writes beside `path`, under longer names.
 *
 * @throws BadPicture.
 */
export async function examineFile(path: string, claimedType: string): Promise<Examined> {
  const type = await sniff(path, claimedType);
  if (isFilmType(type)) await forgetPlace(path);
  if (!isPictureType(type)) {
    const { size } = await stat(path);
    return {
      type,
      size,
      width: null,
      height: null,
      placeholder: null,
      original: path,
      preview: null,
      previewSize: null,
    };
  }
  const into = { redrawn: `${path}.redrawn`, preview: `${path}.preview` };
  const picture = await redraw(path, type, into);
  const { size } = await stat(into.redrawn);
  return {
    type,
    size,
    ...picture,
    original: into.redrawn,
    preview: picture.previewSize === null ? null : into.preview,
  };
}
