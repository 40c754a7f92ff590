import { crc32, deflateSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';

/** A file as a person has it on their disk. */
export interface DiskFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Files on their way in: the composer's tray and the ways into it. */
export class Files {
  readonly tray: Locator;
  readonly viewer: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.tray = page.getByRole('list', { name: 'Files to send' });
    this.viewer = page.getByRole('dialog');
  }

  /** By the button and the system's own window. */
  async pick(...files: DiskFile[]): Promise<void> {
    const choosing = this.#page.waitForEvent('filechooser');
    await this.#page.getByRole('button', { name: 'Attach files' }).click();
    await (await choosing).setFiles(files);
  }

  /** From the clipboard, into the field. */
  async paste(file: DiskFile): Promise<void> {
    await this.#give('paste', file);
  }

  /** Onto the window. */
  async drop(file: DiskFile): Promise<void> {
    await this.#give('drop', file);
  }

  /** Browsers let no program fill a clipboard or drag a file: the event is made as they make it. */
  async #give(how: 'paste' | 'drop', { name, mimeType, buffer }: DiskFile): Promise<void> {
    const field = this.#page.getByRole('textbox', { name: 'Write a message' });
    const given = { how, name, mimeType, bytes: [...buffer] };
    await field.evaluate((element, { how: kind, name: called, mimeType: type, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], called, { type }));
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    }, given);
  }
}

/** A picture of one colour, as a PNG. */
export function picture(
  name: string,
  [width, height]: readonly [number, number],
  rgb: readonly [number, number, number],
): DiskFile {
  const line = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => Buffer.from(rgb))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const buffer = Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
  return { name, mimeType: 'image/png', buffer };
}

/** A text file. */
export function textFile(name: string, text: string): DiskFile {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
