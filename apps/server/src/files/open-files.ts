import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BlobStore, DiskStore, S3Store } from '@nova/files';
import type { Settings } from '../settings.ts';

/** Where uploads lie until they are stored. */
export function stagingFolder({ filesDir }: Pick<Settings, 'filesDir'>): string {
  return join(filesDir, 'staging');
}

const leftOverMs = 24 * 3_600_000;

/** Opens the file store of a deployment: the bucket, if one is named, else the folder. Clears what crashes left behind. */
export async function openFiles(settings: Settings): Promise<BlobStore> {
  const staging = stagingFolder(settings);
  await mkdir(staging, { recursive: true, mode: 0o700 });
  for (const name of await readdir(staging)) await removeIfLeft(join(staging, name));
  const { filesDir, s3Bucket: bucket, s3Endpoint: endpoint, s3Region: region } = settings;
  if (bucket === undefined) return new DiskStore(filesDir);
  const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = settings;
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return new S3Store({ endpoint, region, bucket, credentials });
}

/** Other nodes may share the folder: what is young is theirs. */
async function removeIfLeft(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found && Date.now() - found.mtimeMs > leftOverMs) await rm(path, { force: true });
}
