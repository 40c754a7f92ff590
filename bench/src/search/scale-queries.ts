import { searchWords } from '@nova/contract';
import { seededRandom } from '@nova/testkit';
import type postgres from 'postgres';
import type { LoggedMessage } from './read-logs.ts';

/** Searches of one kind, as people type them. */
export interface QueryKind {
  readonly name: string;
  readonly texts: readonly string[];
}

const each = 24;
const seed = 4;

/** Searches of many kinds, made of the words that people used: chosen by chance, the same each time. */
export async function queryKinds(sql: postgres.Sql, messages: readonly LoggedMessage[]): Promise<QueryKind[]> {
  const random = seededRandom(seed);
  const rows = await sql<{ word: string; seen: number }[]>`select word, seen from search_words order by word`;
  const known = new Set(rows.map(({ word }) => word));
  const words = (from: number, to: number): string[] =>
    rows.filter(({ word, seen }) => seen >= from && seen <= to && /^[a-z]{4,}$/.test(word)).map(({ word }) => word);
  const make = (name: string, one: () => string): QueryKind => ({ name, texts: Array.from({ length: each }, one) });
  const [rare, usual, common] = [words(6, 60), words(600, 6_000), words(30_000, 1e9)];
  const said = (count: number): string[] => {
    for (;;) {
      const spoken = searchWords(random.pick(messages).body).map(({ word }) => word);
      if (spoken.length < count) continue;
      const at = random.int(spoken.length - count + 1);
      return spoken.slice(at, at + count);
    }
  };
  const misspelt = (): string => {
    for (;;) {
      const word = random.pick(usual);
      const at = 1 + random.int(word.length - 2);
      const typo = `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`;
      if (word.length >= 6 && !known.has(typo)) return typo;
    }
  };
  return [
    make('a rare word', () => random.pick(rare)),
    make('a usual word', () => random.pick(usual)),
    make('a common word', () => random.pick(common)),
    make('two usual words', () => `${random.pick(usual)} ${random.pick(usual)}`),
    make('four words somebody said', () => said(4).join(' ')),
    make('eight words somebody said', () => said(8).join(' ')),
    make('a phrase of two words', () => `"${said(2).join(' ')}"`),
    make('a phrase of three words', () => `"${said(3).join(' ')}"`),
    make('the beginning of a word', () => `${random.pick(usual).slice(0, 4)}*`),
    make('two letters and a star', () => `${random.pick(common).slice(0, 2)}*`),
    make('a typo', misspelt),
    make('a word without another', () => `${random.pick(usual)} -${random.pick(common)}`),
    make('a common word by somebody', () => `${random.pick(common)} from:person-${random.int(500)}`),
    make('a usual word, one year', () => `${random.pick(usual)} on:${2_005 + random.int(10)}`),
    make('links by somebody', () => `has:link from:person-${random.int(500)}`),
    make('what nobody said', () => `${random.pick(rare)}${random.pick(rare)}`),
  ];
}
