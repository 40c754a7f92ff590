import { handOver, savedName } from './hand-over.ts';

/** Where an export of any size goes. */
export interface SavePlace {
  /** What it can hold, in bytes; absent: what the disk has room for. */
  readonly bytesMax?: number;
  /** Takes all of it down. Of what fails or is ended nothing is left. @throws what the content fails with; the signal's reason; a `QuotaExceededError` of the disk. */
  save(content: ReadableStream<Uint8Array<ArrayBuffer>>, signal: AbortSignal): Promise<void>;
}

/** What a browser that cannot write to the disk piece by piece is trusted to hold. */
const heldMaxBytes = 1_000_000_000;

interface FilePicker {
  showSaveFilePicker(options: { readonly suggestedName: string }): Promise<FileSystemFileHandle>;
}

function canPick(scope: object): scope is FilePicker {
  return 'showSaveFilePicker' in scope;
}

/** What fits into a zip here, in bytes; null where it is written to the disk while it is made. */
export function zipMaxBytes(): number | null {
  return canPick(globalThis) ? null : heldMaxBytes;
}

/**
 * Lets the person say where a zip goes, where the browser can write there; else it is handed over as a download when it
 * is whole. To be asked in answer to a click. Null when they would rather not. Never rejects.
 */
export async function zipPlace(name: string): Promise<SavePlace | null> {
  const scope: object = globalThis;
  if (!canPick(scope)) return heldPlace(name);
  try {
    return placeOnDisk(await scope.showSaveFilePicker({ suggestedName: savedName(name) }));
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? null : heldPlace(name);
  }
}

function placeOnDisk(handle: FileSystemFileHandle): SavePlace {
  return {
    async save(content, signal) {
      try {
        // What was there stays there until all of it is written.
        await content.pipeTo(await handle.createWritable(), { signal });
      } catch (error) {
        // Where nothing could be written, nobody has begun to read either.
        await content.cancel(error).catch(() => null);
        await removeEmpty(handle).catch(() => null);
        throw error;
      }
    },
  };
}

/** Choosing a new place has made an empty file there. */
async function removeEmpty(handle: FileSystemFileHandle): Promise<void> {
  if ((await handle.getFile()).size > 0 || !canRemove(handle)) return;
  await handle.remove();
}

function canRemove(handle: object): handle is { remove(): Promise<void> } {
  return 'remove' in handle;
}

function heldPlace(name: string): SavePlace {
  return {
    bytesMax: heldMaxBytes,
    async save(content, signal) {
      const whole = new Response(content.pipeThrough(new TransformStream(), { signal }));
      handOver(new Blob([await whole.blob()], { type: 'application/zip' }), name);
    },
  };
}
