'use client';

import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { LanguageProvider, useSpeech } from '../../i18n/language-provider.tsx';
import { NovaProvider } from '../../nova/nova-provider.tsx';
import { ToastProvider } from '../../ui/toast-region.tsx';
import { OverlayProvider } from '../overlays/overlay-provider.tsx';
import { UpdateProvider } from '../update/update-provider.tsx';
import { CrashGuard } from './crash-guard.tsx';
import { Frame } from './frame.tsx';
import { FrameSkeleton } from './frame-skeleton.tsx';

const never = (): (() => void) => () => {};

/** The app on the device. The server renders its outline only: what it shows lies here, and the server need not know. */
export function App() {
  const isHere = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const outline = <FrameSkeleton />;
  if (!isHere) return outline;
  return (
    <NovaProvider>
      <LanguageProvider fallback={outline}>
        <CrashGuard>
          <UpdateProvider>
            <SpeakingToasts>
              <OverlayProvider>
                <Frame />
              </OverlayProvider>
            </SpeakingToasts>
          </UpdateProvider>
        </CrashGuard>
      </LanguageProvider>
    </NovaProvider>
  );
}

function SpeakingToasts({ children }: { children: ReactNode }) {
  const { t } = useSpeech();
  return <ToastProvider dismissLabel={t('dialog.dismiss')}>{children}</ToastProvider>;
}
