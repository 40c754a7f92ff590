import fc from 'fast-check';

/** What somebody does to the message at `on`, counted from the newest. */
export type Act =
  | {
      readonly do: 'send' | 'reply' | 'thread' | 'alsoSent' | 'edit';
      readonly by: number;
      readonly on: number;
      readonly body: string;
    }
  | {
      readonly do: 'file';
      readonly by: number;
      readonly on: number;
      readonly body: string;
      readonly files: readonly string[];
    }
  | { readonly do: 'delete' | 'pin'; readonly by: number; readonly on: number }
  | { readonly do: 'react'; readonly by: number; readonly on: number; readonly emoji: string };

const by = fc.nat({ max: 2 });
const on = fc.nat({ max: 5 });
const body = fc.oneof(
  fc.constantFrom(
    'hello',
    '**bold** `code`',
    '@bob\n```\n<script>\n```',
    '👍',
    ' spaces ',
    '/me waves',
    'ñ 日本 العربية',
  ),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter((text) => text.trim() !== '' && !text.includes('\0')),
);
const fileName = fc.constantFrom('notes.txt', 'نص.txt', 'a b c.txt', '報告.txt');
/** Any of these acts, of one of three people. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    do: fc.constant('file' as const),
    by,
    on,
    body: fc.oneof(fc.constant(''), body),
    files: fc.array(fileName, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ do: fc.constantFrom('send', 'reply', 'thread', 'alsoSent', 'edit'), by, on, body }),
  fc.record({ do: fc.constantFrom('delete' as const, 'pin' as const), by, on }),
  fc.record({ do: fc.constant('react' as const), by, on, emoji: fc.constantFrom('👍', '🎉', '❤️') }),
);
