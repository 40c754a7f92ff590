import type { Tray, TrayFile } from '@nova/client';
import { limits } from '@nova/contract';
import type { Translate } from '../../i18n/catalogue.ts';
import { rememberUrl } from './local-urls.ts';

/** Never rejects: see `measured`. */
const turns = new WeakMap<Tray, Promise<unknown>>();

/**
 * Puts files into a tray, as far as they may be sent; resolves to what is to be said of the others, null when there are
 * none. Pictures are measured, so that their place is kept.
 */
export function takeIn(tray: Tray, files: readonly File[], t: Translate): Promise<string | null> {
  // One after the other: what was given first comes first, however long it takes to measure.
  const turn = (turns.get(tray) ?? Promise.resolve()).then(() => taken(tray, files, t));
  turns.set(tray, turn);
  return turn;
}

async function taken(tray: Tray, files: readonly File[], t: Translate): Promise<string | null> {
  const said: string[] = [];
  const fine: TrayFile[] = [];
  for (const file of files) {
    if (file.size === 0) said.push(t('files.empty', { name: file.name }));
    else if (file.size > limits.fileMaxBytes) said.push(t('files.tooLarge', { name: file.name }));
    else fine.push(await measured(file));
  }
  const room = limits.filesPerMessage - tray.files.length;
  if (fine.length > room) said.push(t('files.tooMany', { count: limits.filesPerMessage }));
  tray.set([...tray.files, ...fine.slice(0, Math.max(0, room))]);
  return said.length === 0 ? null : said.join(' ');
}

async function measured(file: File): Promise<TrayFile> {
  const id = crypto.randomUUID();
  rememberUrl(id, file);
  const known = { id, bytes: file, name: file.name };
  if (!file.type.startsWith('image/')) return known;
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { ...known, width, height };
  } catch {
    // No picture that this browser can show.
    return known;
  }
}
