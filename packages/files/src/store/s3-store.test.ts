import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { describeBlobStore } from './describe-blob-store.ts';
import { S3Store } from './s3-store.ts';

describeBlobStore('S3Store, on s3rver', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'nova-s3-'));
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'nova', configs: [] }],
  });
  const { port } = await server.run();
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  const open = (): S3Store =>
    new S3Store({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', bucket: 'nova', credentials });
  const store = open();
  const others: S3Store[] = [];
  return {
    store,
    again() {
      const other = open();
      others.push(other);
      return other;
    },
    async [Symbol.asyncDispose]() {
      for (const one of [store, ...others]) await one.close();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
});
