import type { NovaClient, TrayFile } from '@nova/client';
import type { Attachment } from '@nova/contract';
import { rememberUrl } from '../files/local-urls.ts';

/** Files that wait on the server, as they lay in the tray before. @throws what `classify` reads. */
export function backInTray(
  nova: Pick<NovaClient, 'readFile'>,
  attachments: readonly Attachment[],
): Promise<readonly TrayFile[]> {
  return Promise.all(
    attachments.map(async ({ id: uploadedId, name, alt, type, width, height }) => {
      // Another file from here on: its words may change.
      const id = crypto.randomUUID();
      const bytes = new Blob([await nova.readFile(uploadedId)], { type });
      rememberUrl(id, bytes);
      const size = width === null || height === null ? {} : { width, height };
      return { id, bytes, name, ...(alt === null ? {} : { alt }), ...size };
    }),
  );
}
