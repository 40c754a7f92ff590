/**
 * One emoji in the form that keyboards write: a sign that is a picture anyway goes without the mark that asks for one,
 * so that the same reaction from two places is one reaction.
 */
export function asEverybodyWritesIt(emoji: string): string {
  return emoji.replace(/^(\p{Emoji_Presentation})\uFE0F$/u, '$1');
}
