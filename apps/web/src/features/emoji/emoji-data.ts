import type { EmojiData } from 'frimousse';
import type { EmojiLanguage } from './emoji-language.ts';
import { asEverybodyWritesIt } from './emoji-form.ts';

/** An emoji and what it can be called after a colon. */
export interface EmojiName {
  readonly emoji: string;
  readonly label: string;
  readonly codes: readonly string[];
  readonly tags: readonly string[];
}

/** All emoji of one language: for the picker, and by name. */
export interface Emojis {
  readonly picker: EmojiData;
  readonly names: readonly EmojiName[];
}

interface Entry {
  readonly emoji: string;
  readonly hexcode: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly version: number;
  readonly skins?: readonly { readonly emoji: string; readonly tone?: number | readonly number[] }[];
}

interface Messages {
  readonly groups: readonly { readonly key: string; readonly message: string; readonly order: number }[];
  readonly skinTones: readonly { readonly key: string; readonly message: string }[];
}

/** Newer ones are boxes on many devices. */
const newestVersion = 15;
const tones = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;
/** Skin tones and other parts of emoji, which nobody picks by themselves. */
const componentsGroup = 2;

const loaded = new Map<EmojiLanguage, Promise<Emojis>>();

/** Fetched once, as a part of the app; works offline like the rest of it. */
export function loadEmojis(language: EmojiLanguage): Promise<Emojis> {
  const known = loaded.get(language) ?? load(language);
  loaded.set(language, known);
  return known;
}

async function load(language: EmojiLanguage): Promise<Emojis> {
  const [{ default: codes }, { default: data }, { default: messages }] = await Promise.all([
    import('emojibase-data/en/shortcodes/github.json'),
    language === 'de' ? import('emojibase-data/de/data.json') : import('emojibase-data/en/data.json'),
    language === 'de' ? import('emojibase-data/de/messages.json') : import('emojibase-data/en/messages.json'),
  ]);
  return emojisOf(language, {
    data: data as readonly Entry[],
    messages: messages as Messages,
    codes: codes as Readonly<Record<string, string | readonly string[]>>,
  });
}

interface Sources {
  readonly data: readonly Entry[];
  readonly messages: Messages;
  readonly codes: Readonly<Record<string, string | readonly string[]>>;
}

function emojisOf(language: EmojiLanguage, { data, messages, codes }: Sources): Emojis {
  const usable = data.filter(
    ({ version, group }) => version <= newestVersion && group !== undefined && group !== componentsGroup,
  );
  const toneNames = new Map(messages.skinTones.map(({ key, message }) => [key, message]));
  const picker: EmojiData = {
    locale: language,
    emojis: usable.map(({ emoji, label, tags = [], group = 0, version, skins }) => {
      const toned =
        skins && Object.fromEntries(tones.map((tone, n) => [tone, skins.find((skin) => skin.tone === n + 1)?.emoji]));
      const isToned = toned && tones.every((tone) => toned[tone] !== undefined);
      return {
        emoji: asEverybodyWritesIt(emoji),
        label,
        tags: [...tags],
        category: group,
        version,
        ...(isToned ? { skins: toned as Record<(typeof tones)[number], string> } : {}),
      };
    }),
    categories: messages.groups
      .filter(({ order }) => order !== componentsGroup)
      .map(({ order, message }) => ({ index: order, label: message })),
    skinTones: Object.fromEntries(tones.map((tone) => [tone, toneNames.get(tone) ?? tone])) as EmojiData['skinTones'],
  };
  const names = usable.map(({ emoji, label, tags = [], hexcode }) => ({
    emoji: asEverybodyWritesIt(emoji),
    label,
    codes: [codes[hexcode] ?? label.toLowerCase().replace(/\W+/g, '_')].flat(),
    tags,
  }));
  return { picker, names };
}
