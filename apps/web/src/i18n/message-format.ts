/** A text with `{name}` places, or one for each plural form of `{count}` (CLDR categories; `other` is always there). */
export type Text = string | ({ readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

type PlacesOf<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | PlacesOf<Rest> : never;
type TextOf<T> = T extends string ? T : T extends { readonly other: infer Other extends string } ? Other : never;

/** What must be given to fill a text's places. */
export type Values<T> = [PlacesOf<TextOf<T>>] extends [never]
  ? T extends string
    ? undefined
    : { readonly count: number }
  : Readonly<Record<PlacesOf<TextOf<T>>, string | number>> & (T extends string ? unknown : { readonly count: number });

/** Fills a text: numbers in the language's digits, the plural form by the language's rules. */
export function format(locale: string, text: Text, values: Readonly<Record<string, string | number>> = {}): string {
  const form = typeof text === 'string' ? text : pluralForm(locale, text, Number(values['count'] ?? 0));
  if (!form.includes('{')) return form;
  return form.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : typeof value === 'number' ? numberText(locale, value) : value;
  });
}

/** None has a form of its own where the text has one, also in languages whose grammar has none. */
function pluralForm(locale: string, text: Exclude<Text, string>, count: number): string {
  return (count === 0 ? text.zero : undefined) ?? text[rulesOf(locale).select(count)] ?? text.other;
}

const numbers = new Map<string, Intl.NumberFormat>();
const rules = new Map<string, Intl.PluralRules>();

/** A number in the language's digits. */
export function numberText(locale: string, value: number): string {
  return numbersOf(locale).format(value);
}

/** Making one takes longer than saying a hundred texts; they are kept. */
function numbersOf(locale: string): Intl.NumberFormat {
  const known = numbers.get(locale) ?? new Intl.NumberFormat(locale);
  numbers.set(locale, known);
  return known;
}

function rulesOf(locale: string): Intl.PluralRules {
  const known = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, known);
  return known;
}
