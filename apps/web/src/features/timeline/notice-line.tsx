'use client';

import type { ToldNotice } from '@nova/client';
import { toldPeople } from '@nova/client';
import type { EventOf, Notice, Role } from '@nova/contract';
import { LogIn, LogOut, PencilLine, Pin, ShieldCheck, Sparkles } from '../../ui/icons.tsx';
import type { Icon } from '../../ui/icons.tsx';
import type { PlainKey } from '../../i18n/catalogue.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { clockTime } from '../../i18n/times.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { Moment } from '../../ui/moment.tsx';

const signs: Record<Notice['type'], Icon> = {
  'member.added': LogIn,
  'member.removed': LogOut,
  'member.roleChanged': ShieldCheck,
  'conversation.updated': PencilLine,
  'pin.changed': Pin,
};

/** What happened to the conversation, in a quiet line; neighbours of one kind are told in one. */
export function NoticeLine({ notices }: { notices: readonly ToldNotice[] }) {
  const { t, locale } = useSpeech();
  const words = useWords(notices);
  const [first] = notices;
  if (!first) return null;
  const Sign = isCreation(first) ? Sparkles : signs[first.type];
  return (
    <p className="grid grid-cols-[2.25rem_minmax(0,1fr)] items-start gap-x-3 px-4 py-1 text-sm text-quiet">
      <span className="flex h-4.5 items-center justify-center">
        <Sign aria-hidden="true" className="size-4 rtl:-scale-x-100" />
      </span>
      <span className="min-w-0 break-words">
        {first.isAfterCut === true && <span className="block italic">{t('notice.cut')}</span>}
        <bdi>{words}</bdi>{' '}
        <Moment at={first.at} className="text-xs whitespace-nowrap">
          {clockTime(locale, first.at)}
        </Moment>
      </span>
    </p>
  );
}

/** A name in its own direction, whatever the line's is. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** People named in one line; the others are counted. */
const namedMax = 5;

const roleKeys: Record<Role, PlainKey> = {
  owner: 'notice.roleOwner',
  admin: 'notice.roleAdmin',
  member: 'notice.roleMember',
};

function useWords(notices: readonly Notice[]): string {
  const { t, locale } = useSpeech();
  const { people } = useNova();
  return useWatch(people, () => {
    const nameOf = (id: string): string => isolated(people.profile(id)?.name ?? t('people.unknown'));
    const [first] = notices;
    if (!first) return '';
    const ids = toldPeople(notices);
    const rest = ids.length - namedMax;
    const named = ids.slice(0, namedMax).map(nameOf);
    const names = new Intl.ListFormat(locale).format(
      rest > 0 ? [...named, t('notice.others', { count: rest })] : named,
    );
    const actor = nameOf(first.actorId);
    switch (first.type) {
      case 'member.added':
        return first.userId === first.actorId
          ? t('notice.joined', { names, count: ids.length })
          : t('notice.added', { actor, names });
      case 'member.removed':
        return first.userId === first.actorId
          ? t('notice.left', { names, count: ids.length })
          : t('notice.removed', { actor, names });
      case 'member.roleChanged':
        return t('notice.role', { actor, names, role: t(roleKeys[first.role]) });
      case 'conversation.updated':
        return updateWords(first, actor);
      case 'pin.changed':
        return t('notice.pinned', { actor });
      default:
        return first satisfies never;
    }
  });

  function updateWords(notice: EventOf<'conversation.updated'>, actor: string): string {
    const { title, topic, changed = ['title'] } = notice;
    if (isCreation(notice)) return t('notice.created', { actor });
    const parts = [
      ...(changed.includes('title') ? [t('notice.renamed', { actor, title: title ?? '' })] : []),
      ...(changed.includes('topic')
        ? [topic === '' ? t('notice.noTopic', { actor }) : t('notice.topic', { actor, topic })]
        : []),
    ];
    return parts.join(' ');
  }
}

/** The first event of every log gives the conversation its title. */
function isCreation(notice: Notice): boolean {
  return notice.type === 'conversation.updated' && notice.seq === 1;
}
