import { handOver, savedName } from './hand-over.ts';

/** Where an export of any size goes. */
export interface SavePlace {
  /** What it can hold, in bytes; absent: what the disk has room for. */
  readonly bytesMax?: number;
  /**
   * Takes all of it down, or nothing; one that cannot cancels the content. @throws what the content fails with; the
   * signal's reason; a `QuotaExceededError` of the disk.
   */
  save(content: ReadableStream<Uint8Array<ArrayBuffer>>, signal: AbortSignal): Promise<void>;
  /** Nothing will come: what choosing the place has left there goes. Never rejects. */
  forget(): Promise<void>;
}

/** What a browser that cannot write to the disk piece by piece is trusted to hold. */
const heldMaxBytes = 1_000_000_000;
const zipType = 'application/zip';

interface FilePicker {
  showSaveFilePicker(options: {
    readonly suggestedName: string;
    readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<FileSystemFileHandle>;
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
    return placeOnDisk(
      await scope.showSaveFilePicker({ suggestedName: savedName(name), types: [{ accept: { [zipType]: ['.zip'] } }] }),
    );
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? null : heldPlace(name);
  }
}

function placeOnDisk(handle: FileSystemFileHandle): SavePlace {
  return {
    async save(content, signal) {
      // What was there stays there until all of it is written.
      const place = await handle.createWritable().catch(async (error: unknown) => {
        await content.cancel(error);
        throw error;
      });
      await content.pipeTo(place, { signal });
    },
    forget: () => removeEmpty(handle).catch(() => {}),
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
      handOver(new Blob([await whole.blob()], { type: zipType }), name);
    },
    forget: () => Promise.resolve(),
  };
}
