import { limits } from '@nova/contract';
import type { Account } from './account.ts';
import type { MovedFile } from './moved.ts';
import type { Archive } from './read-archive.ts';

/** A file as a message of a source names it. */
export interface NamedFile {
  readonly name: string;
  readonly alt: string | null;
  /** The media type, as the source has it; may be empty. */
  readonly type: string;
  /** Where in the archive its bytes may lie; the first that is there counts. */
  readonly entries: readonly string[];
  /** Names it in the text, where its bytes cannot come. */
  readonly line: string;
}

/**
 * The files of a message: those whose bytes come over, and lines that name the others. Each is counted once. Asks only
 * what the archive says of itself, so that a dry run counts the same.
 */
export async function filesOf(
  named: readonly NamedFile[],
  { archive, account }: { readonly archive: Archive | null; readonly account: Account },
): Promise<{ readonly files: readonly MovedFile[]; readonly lines: readonly string[] }> {
  const files: MovedFile[] = [];
  const lines: string[] = [];
  for (const { name, alt, type, entries, line } of named) {
    const found = archive && (await firstOf(archive, entries));
    if (found && found.size > 0 && found.size <= limits.fileMaxBytes) {
      account.find('files');
      const { entry, size } = found;
      files.push({ name, alt, type, size, bytes: () => bytesOf(archive, entry) });
      continue;
    }
    account.find('files named');
    if (found)
      account.change(found.size === 0 ? 'empty files are only named' : 'files too large for Nova are only named');
    lines.push(line);
  }
  return { files, lines };
}

async function firstOf(
  archive: Archive,
  entries: readonly string[],
): Promise<{ readonly entry: string; readonly size: number } | null> {
  for (const entry of entries) {
    const size = await archive.size(entry);
    if (size !== null) return { entry, size };
  }
  return null;
}

async function bytesOf(archive: Archive, entry: string): Promise<Blob | null> {
  const read = await archive.read(entry);
  return 'bytes' in read ? new Blob([new Uint8Array(read.bytes)]) : null;
}
