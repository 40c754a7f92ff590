import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

/** A folder of its own to write into. */
export async function sampleFolder(): Promise<
  { write(bytes: Uint8Array | string): Promise<string> } & AsyncDisposable
> {
  const folder = await mkdtemp(join(tmpdir(), 'nova-samples-'));
  let count = 0;
  return {
    async write(bytes) {
      const path = join(folder, `sample-${count++}`);
      await writeFile(path, bytes);
      return path;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A red picture, wider than high, on its side, with a place and a camera in it. */
export function photo(width = 1_600, height = 900): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: 'red' } })
    .withExif({
      IFD0: { Copyright: 'SECRET-CAMERA' },
      IFD3: { GPSLatitude: '52/1 31/1 12/1', GPSLatitudeRef: 'N' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** A PNG that says it has this many pixels, and is a hundredth of that. */
export function bomb(side: number): Promise<Buffer> {
  return sharp({ create: { width: side, height: side, channels: 3, background: 'white' }, limitInputPixels: false })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** A picture of three frames. */
export function movingPicture(width = 40, height = 30): Promise<Buffer> {
  const frames = Buffer.concat([255, 128, 0].map((grey) => Buffer.alloc(width * height * 3, grey)));
  return sharp(frames, { raw: { width, height: height * 3, channels: 3, pageHeight: height } })
    .gif()
    .toBuffer();
}
