'use client';

import { useEffect, useState } from 'react';
import { useNova } from '../../nova/nova-provider.tsx';
import { localUrl, rememberUrl } from './local-urls.ts';

/** Where a file is shown from: this device while it has it, else the server. Null while that is found out. */
export function useFileUrl(fileId: string, how: { isOnItsWay: boolean; hasPreview: boolean }): string | null {
  const nova = useNova();
  const { isOnItsWay, hasPreview } = how;
  const [local, setLocal] = useState(() => localUrl(fileId));
  useEffect(() => {
    if (local !== null || !isOnItsWay) return;
    let isStale = false;
    nova.outbox.file(fileId).then(
      (bytes) => {
        if (!isStale && bytes) setLocal(rememberUrl(fileId, bytes));
      },
      // Then its place stays empty until it is sent.
      () => {},
    );
    return () => {
      isStale = true;
    };
  }, [nova, fileId, local, isOnItsWay]);
  if (local !== null) return local;
  return isOnItsWay ? null : nova.fileUrl(fileId, hasPreview ? 'preview' : 'shown');
}
