import { emojiSchema } from '@nova/contract';
import github from 'emojibase-data/en/shortcodes/github.json' with { type: 'json' };
import slack from 'emojibase-data/en/shortcodes/iamcal.json' with { type: 'json' };

const tones: Readonly<Record<string, string>> = {
  'skin-tone-2': '\u{1F3FB}',
  'skin-tone-3': '\u{1F3FC}',
  'skin-tone-4': '\u{1F3FD}',
  'skin-tone-5': '\u{1F3FE}',
  'skin-tone-6': '\u{1F3FF}',
};

const byName = namesOf([slack, github]);

/** The emoji of a name such as `+1` or `wave::skin-tone-3`, as Slack and Mattermost write them; null for a custom one. */
export function emojiNamed(name: string): string | null {
  const [base = '', tone] = name.split('::');
  const emoji = byName.get(base);
  if (emoji === undefined) return null;
  const [first = '', ...rest] = emoji;
  const toned =
    tone !== undefined && tones[tone] ? `${first}${tones[tone]}${rest.join('').replace(/^\uFE0F/, '')}` : emoji;
  return emojiSchema.safeParse(toned).success ? toned : emoji;
}

/** A text with emoji in the place of their names; names of custom ones stay. */
export function withEmoji(text: string): string {
  return text.replaceAll(
    /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g,
    (whole, name: string) => emojiNamed(name) ?? whole,
  );
}

function namesOf(sets: readonly Readonly<Record<string, string | readonly string[]>>[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const set of sets) {
    for (const [code, names] of Object.entries(set)) {
      const points = code.split('-').map((point) => Number.parseInt(point, 16));
      const emoji = shown(String.fromCodePoint(...points));
      if (!emojiSchema.safeParse(emoji).success) continue;
      for (const name of typeof names === 'string' ? [names] : names) if (!found.has(name)) found.set(name, emoji);
    }
  }
  return found;
}

/** A sign that is a letter unless it is told to be a picture: the heart among them. */
function shown(emoji: string): string {
  return /^\p{Extended_Pictographic}$/u.test(emoji) && !/^\p{Emoji_Presentation}$/u.test(emoji)
    ? `${emoji}\uFE0F`
    : emoji;
}
