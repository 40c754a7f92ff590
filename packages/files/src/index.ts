export { BlobGone, type BlobStore, type ByteRange } from './store/blob-store.ts';
export { DiskStore } from './store/disk-store.ts';
export { S3Store, type S3StoreOptions } from './store/s3-store.ts';
export { BadPicture, drawThumbnail, type Thumbnail } from './examine/picture.ts';
export { type Examined, examineFile } from './examine/examine-file.ts';
export { stageBody, TooManyBytes } from './stage-body.ts';
