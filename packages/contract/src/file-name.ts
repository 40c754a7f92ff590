import { limits } from './limits.ts';

/** Controls, what turns the direction of writing, and what is not seen: a name made of them shows another one. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** What some system or other takes for a part of a path or a device. */
const forbidden = /[<>:"|?*]/g;
const fallback = 'file';

/**
 * A name that is only a name: the last part of a path, without unseen characters, at most `limits.fileNameMaxChars`
 * long with its extension kept. Never empty, never changes when cleaned again.
 */
export function cleanFileName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const seen = last.normalize('NFC').replace(unseen, '').replace(forbidden, '_').replace(/\s+/gu, ' ');
  return shortened(trimmed(seen)) || fallback;
}

function trimmed(name: string): string {
  return name.replace(/^[\s.]+|[\s.]+$/gu, '');
}

function shortened(name: string): string {
  if (name.length <= limits.fileNameMaxChars) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : '';
  return (
    trimmed(
      name
        .slice(0, limits.fileNameMaxChars - extension.length)
        .toWellFormed()
        .replace(/\uFFFD$/u, ''),
    ) + extension
  );
}
