import { useSpeech } from '../../i18n/language-provider.tsx';
import type { OneStop } from './use-one-stop.ts';

/** Leads into the list that it stands behind: for the Tab key by coming to it, for who reads by ear by pressing it. */
export function StopAtEnd({ stop }: { stop: OneStop }) {
  const { t } = useSpeech();
  return (
    <button type="button" {...stop.end} className="sr-only">
      {t('timeline.enter')}
    </button>
  );
}
