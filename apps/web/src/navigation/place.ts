/** Where one is in the app: what its address says, and nothing else. */
export type Place =
  | { readonly name: 'home' }
  | { readonly name: 'signIn' }
  | { readonly name: 'signUp' }
  | { readonly name: 'forgot' }
  /** Where a link from a mail leads: to a new password, or to the proof that an address is one's own. */
  | { readonly name: 'reset' | 'confirm'; readonly token: string }
  | { readonly name: 'threads' }
  | { readonly name: 'mentions' }
  | { readonly name: 'saved' }
  | { readonly name: 'search' }
  | { readonly name: 'drafts' }
  | { readonly name: 'settings'; readonly section: SettingsSection }
  | {
      readonly name: 'conversation';
      readonly id: string;
      /** A deep link: open at this message. */
      readonly seq: number | null;
      readonly panel: Panel | null;
      /** The thread beside it, instead of a panel. */
      readonly thread: ThreadAt | null;
    }
  | { readonly name: 'nowhere' };

/** A thread, and the reply in it that a deep link asks for. */
export interface ThreadAt {
  readonly rootId: string;
  readonly seq: number | null;
}

export const settingsSections = ['profile', 'notifications', 'sessions', 'appearance', 'data'] as const;
export type SettingsSection = (typeof settingsSections)[number];

export const panels = ['members', 'search', 'pins'] as const;
/** What the side panel shows. */
export type Panel = (typeof panels)[number];

/** What is gathered from all conversations; each has an address of its own. */
const gatherings = ['threads', 'mentions', 'saved', 'search', 'drafts'] as const;

/** Reads an address. Anything unknown is `nowhere`. */
export function placeOf({ pathname, search }: { pathname: string; search: string }): Place {
  const [first, second, third, fourth, ...more] = pathname.split('/').filter((part) => part !== '');
  if (more.length > 0) return { name: 'nowhere' };
  if (first === undefined) return { name: 'home' };
  if (first === 'sign-in' && second === undefined) return { name: 'signIn' };
  if (first === 'sign-up' && second === undefined) return { name: 'signUp' };
  if (first === 'forgot' && second === undefined) return { name: 'forgot' };
  if ((first === 'reset' || first === 'confirm') && second !== undefined && third === undefined)
    return { name: first, token: second };
  const gathering = gatherings.find((name) => name === first);
  if (gathering && second === undefined) return { name: gathering };
  if (first === 'settings' && third === undefined) {
    const section = settingsSections.find((name) => name === (second ?? 'profile'));
    return section ? { name: 'settings', section } : { name: 'nowhere' };
  }
  if (first !== 'c' || second === undefined) return { name: 'nowhere' };
  const asked = new URLSearchParams(search);
  const rootId = asked.get('thread');
  const thread = rootId ? { rootId, seq: seqOf(asked.get('at')) } : null;
  const panel = (!thread && panels.find((name) => name === asked.get('panel'))) || null;
  const seq = third === 'm' ? seqOf(fourth) : null;
  if (third !== undefined && seq === null) return { name: 'nowhere' };
  return { name: 'conversation', id: second, seq, panel, thread };
}

function seqOf(text: string | null | undefined): number | null {
  return text && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

/** The address of a place. */
export function addressOf(place: Place): string {
  switch (place.name) {
    case 'home':
    case 'nowhere':
      return '/';
    case 'signIn':
      return '/sign-in';
    case 'signUp':
      return '/sign-up';
    case 'forgot':
      return '/forgot';
    case 'reset':
    case 'confirm':
      return `/${place.name}/${place.token}`;
    case 'threads':
    case 'mentions':
    case 'saved':
    case 'search':
    case 'drafts':
      return `/${place.name}`;
    case 'settings':
      return `/settings/${place.section}`;
    case 'conversation': {
      const { id, seq, panel, thread } = place;
      const at = thread?.seq ? `&at=${thread.seq}` : '';
      const beside = thread
        ? `?thread=${encodeURIComponent(thread.rootId)}${at}`
        : panel === null
          ? ''
          : `?panel=${panel}`;
      return `/c/${encodeURIComponent(id)}${seq === null ? '' : `/m/${seq}`}${beside}`;
    }
    default:
      return place satisfies never;
  }
}

/** A conversation's place, at its newest messages unless `seq` says another, without a panel unless one is named. */
export function conversationPlace(id: string, seq: number | null = null, panel: Panel | null = null): Place {
  return { name: 'conversation', id, seq, panel, thread: null };
}

/** A conversation's place with one of its threads beside it; `seq` is the reply asked for. */
export function threadPlace(id: string, rootId: string, seq: number | null = null): Place {
  return { name: 'conversation', id, seq: null, panel: null, thread: { rootId, seq } };
}
