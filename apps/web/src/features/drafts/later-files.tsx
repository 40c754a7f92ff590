import { useSpeech } from '../../i18n/language-provider.tsx';
import { File } from '../../ui/icons.tsx';

/**
 * The files of a message that is sent later, by their names; nothing when there are none. Read aloud as one text: it is part
 * of what a link says, where a list with a name of its own would stand for what is in it.
 */
export function LaterFiles({ files }: { files: readonly { readonly id: string; readonly name: string }[] }) {
  const { t, locale } = useSpeech();
  if (files.length === 0) return null;
  const names = new Intl.ListFormat(locale, { style: 'short', type: 'unit' }).format(files.map(({ name }) => name));
  return (
    <>
      <span className="sr-only">{`${t('conversation.draftFiles', { count: files.length })}: ${names}`}</span>
      <span aria-hidden="true" className="flex flex-wrap gap-1.5 pt-1.5">
        {files.map(({ id, name }) => (
          <span
            key={id}
            className="inline-flex max-w-full items-center gap-1 rounded-sm bg-surface px-1.5 py-0.5 text-xs"
          >
            <File className="size-3.5 shrink-0 text-quiet" />
            <span className="truncate" dir="auto">
              {name}
            </span>
          </span>
        ))}
      </span>
    </>
  );
}
