import type { Id } from '@nova/contract';
import { cleanFileName } from '@nova/contract';
import type { OutgoingFile } from '../outbox/entry.ts';
import type { Platform } from '../platform.ts';
import type { DeviceStore } from '../store/device-store.ts';

/** A file as a person gives it. */
export interface NewFile {
  readonly bytes: Blob;
  readonly name: string;
  /** What a picture shows, in words. */
  readonly alt?: string;
  /** Of pictures, in pixels: their place is kept until they are loaded. */
  readonly width?: number;
  readonly height?: number;
  /** Chosen by a program that may ask again under it; else made. */
  readonly id?: Id;
}

interface Shelf {
  readonly store: Pick<DeviceStore, 'putFile' | 'writeOutbox'>;
  readonly account: Id;
}

/**
 * Puts files on the device, all of them or none, and resolves to what the queue says of them (F8).
 * @throws NovaClientError STORAGE_FULL, STORAGE_FAILED: nothing was kept.
 */
export async function keepFiles(
  files: readonly NewFile[],
  on: Shelf & { readonly platform: Platform; readonly newId: () => Id },
): Promise<OutgoingFile[]> {
  const kept: OutgoingFile[] = [];
  try {
    for (const file of files) {
      const { bytes, name, alt = null, width = null, height = null, id = on.newId() } = file;
      await on.store.putFile(on.account, id, { bytes, addedAtMs: on.platform.nowMs() });
      kept.push({ id, name: cleanFileName(name), alt, type: bytes.type, size: bytes.size, width, height });
    }
  } catch (error) {
    await dropFiles(kept, on);
    throw error;
  }
  return kept;
}

/** Takes files off the device that no entry has come to need. What stays is pruned later. */
export async function dropFiles(files: readonly OutgoingFile[], { store, account }: Shelf): Promise<void> {
  const change = { put: [], remove: [], dropFiles: files.map(({ id }) => id) };
  await store.writeOutbox(account, change).catch(() => {});
}
