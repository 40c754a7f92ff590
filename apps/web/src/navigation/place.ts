/** Where one is in the app: what its address says, and nothing else. */
export type Place =
  | { readonly name: 'home' }
  | { readonly name: 'signIn' }
  | { readonly name: 'signUp' }
  | { readonly name: 'settings'; readonly section: SettingsSection }
  | {
      readonly name: 'conversation';
      readonly id: string;
      /** A deep link: open at this message. */
      readonly seq: number | null;
      readonly panel: Panel | null;
    }
  | { readonly name: 'nowhere' };

export const settingsSections = ['profile', 'sessions', 'appearance'] as const;
export type SettingsSection = (typeof settingsSections)[number];

export const panels = ['members', 'search'] as const;
/** What the side panel shows. */
export type Panel = (typeof panels)[number];

/** Reads an address. Anything unknown is `nowhere`. */
export function placeOf({ pathname, search }: { pathname: string; search: string }): Place {
  const [first, second, third, fourth, ...more] = pathname.split('/').filter((part) => part !== '');
  if (more.length > 0) return { name: 'nowhere' };
  if (first === undefined) return { name: 'home' };
  if (first === 'sign-in' && second === undefined) return { name: 'signIn' };
  if (first === 'sign-up' && second === undefined) return { name: 'signUp' };
  if (first === 'settings' && third === undefined) {
    const section = settingsSections.find((name) => name === (second ?? 'profile'));
    return section ? { name: 'settings', section } : { name: 'nowhere' };
  }
  if (first !== 'c' || second === undefined) return { name: 'nowhere' };
  const asked = new URLSearchParams(search).get('panel');
  const panel = panels.find((name) => name === asked) ?? null;
  if (third === undefined) return { name: 'conversation', id: second, seq: null, panel };
  if (third !== 'm' || fourth === undefined || !/^[1-9]\d{0,14}$/.test(fourth)) return { name: 'nowhere' };
  return { name: 'conversation', id: second, seq: Number(fourth), panel };
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
    case 'settings':
      return `/settings/${place.section}`;
    case 'conversation': {
      const at = place.seq === null ? '' : `/m/${place.seq}`;
      return `/c/${encodeURIComponent(place.id)}${at}${place.panel === null ? '' : `?panel=${place.panel}`}`;
    }
    default:
      return place satisfies never;
  }
}

/** A conversation's place, at its newest messages unless `seq` says another, without a panel unless one is named. */
export function conversationPlace(id: string, seq: number | null = null, panel: Panel | null = null): Place {
  return { name: 'conversation', id, seq, panel };
}
