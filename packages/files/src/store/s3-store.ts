import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { BlobGone, type BlobStore, type ByteRange } from './blob-store.ts';

export interface S3StoreOptions {
  /** Where the store answers; absent: at Amazon, by the region. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly bucket: string;
  /** Absent: found in the way of Amazon's tools, such as the role of the machine. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/** Blobs as objects of one bucket, private to it, in any store that speaks S3. */
export class S3Store implements BlobStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor({ endpoint, region, bucket, credentials }: S3StoreOptions) {
    this.#bucket = bucket;
    this.#client = new S3Client({
      region,
      // Stores other than Amazon's are reached under one name, and know checksums of their own only.
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      ...(credentials ? { credentials } : {}),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put(key: string, path: string): Promise<void> {
    const { size } = await stat(path);
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        Body: createReadStream(path),
        ContentLength: size,
        // Should somebody open the bucket to the world: nothing in it runs.
        ContentType: 'application/octet-stream',
        ContentDisposition: 'attachment',
      }),
    );
  }

  async read(key: string, { from, to }: ByteRange): Promise<Readable> {
    try {
      const { Body, ContentLength } = await this.#client.send(
        new GetObjectCommand({ Bucket: this.#bucket, Key: key, Range: `bytes=${from}-${to}` }),
      );
      if (Body instanceof Readable && ContentLength === to - from + 1) return Body;
      throw new Error(`the store has sent something else than the bytes ${from} to ${to}`);
    } catch (error) {
      throw error instanceof NoSuchKey ? new BlobGone(key, { cause: error }) : error;
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }

  close(): Promise<void> {
    this.#client.destroy();
    return Promise.resolve();
  }
}
