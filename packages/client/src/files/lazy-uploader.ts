import type { Uploader } from './uploader.ts';

/** An uploader that is fetched when the first file leaves: most people send none today. One that cannot be is tried again. */
export function lazyUploader(load: () => Promise<Uploader>): Uploader {
  let loading: Promise<Uploader> | null = null;
  const loaded = async (): Promise<Uploader> => {
    const here = loading ?? load();
    loading = here;
    try {
      return await here;
    } catch (error) {
      loading = null;
      throw error;
    }
  };
  return {
    uploaded: async (fileIds, signal) => (await loaded()).uploaded(fileIds, signal),
    upload: async (file, bytes, hooks) => (await loaded()).upload(file, bytes, hooks),
  };
}
