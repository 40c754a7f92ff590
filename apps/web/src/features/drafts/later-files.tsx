import { useSpeech } from '../../i18n/language-provider.tsx';
import { File } from '../../ui/icons.tsx';

/** The files of a message that is sent later, by their names; nothing when there are none. */
export function LaterFiles({ files }: { files: readonly { readonly id: string; readonly name: string }[] }) {
  const { t } = useSpeech();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t('files.tray')} className="flex flex-wrap gap-1.5 pt-1.5">
      {files.map(({ id, name }) => (
        <li key={id} className="inline-flex max-w-full items-center gap-1 rounded-sm bg-surface px-1.5 py-0.5 text-xs">
          <File aria-hidden="true" className="size-3.5 shrink-0 text-quiet" />
          <span className="truncate" dir="auto">
            {name}
          </span>
        </li>
      ))}
    </ul>
  );
}
