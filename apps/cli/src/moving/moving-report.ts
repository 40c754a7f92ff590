import { numberText as n } from '../progress.ts';
import type { Account, Found } from './account.ts';
import type { ImportOutcome } from './import-source.ts';
import type { MovedSource } from './moved.ts';
import type { Survey } from './survey.ts';

const kinds = { channel: 'public channel', group: 'private conversation', direct: 'direct messages' } as const;

/** What an import would do, in lines. */
export function describeSurvey(source: MovedSource, found: Survey): string[] {
  const { people } = source;
  return [
    ...found.conversations.map(
      ({ conversation: { title, kind, members }, messages }) =>
        `${title ?? members.map(({ key }) => nameOf(source, key)).join(' and ')} (${kinds[kind]}, ${n(members.length)} members): ${n(messages)} messages`,
    ),
    `${n(people.length)} people, ${n(people.filter(({ email }) => email !== undefined).length)} of them with an address by which they are found or can claim what they wrote`,
    ...describeAccount(found.account),
    'Nothing was imported: this was a dry run.',
  ];
}

/** What an import did, in lines. */
export function describeOutcome(outcome: ImportOutcome, found: Survey, seconds: number): string[] {
  const { conversations, accounts, placeholders, refusedFiles } = outcome;
  const inserted = conversations.reduce((sum, one) => sum + one.inserted, 0);
  const duplicates = conversations.reduce((sum, one) => sum + one.duplicates, 0);
  return [
    ...conversations.map(
      ({ title, ...one }) =>
        `${title}: ${n(one.inserted)} new, ${n(one.duplicates)} there before; ${n(one.onServer)} on the server, ${n(one.members)} members`,
    ),
    `${n(accounts)} people have an account here, ${n(placeholders)} are placeholders; nova claims tells who could be who`,
    ...describeAccount(found.account),
    ...(refusedFiles > 0
      ? [
          `${n(refusedFiles)} files are only named: Nova takes no damaged pictures, and none that are too large to show.`,
        ]
      : []),
    `Imported ${n(inserted)} messages, ${n(duplicates)} were there before: ${seconds.toFixed(1)} s, ` +
      `${n(Math.round((inserted + duplicates) / Math.max(seconds, 0.001)))} messages/s.`,
  ];
}

export function surveyJson(source: MovedSource, found: Survey): object {
  return {
    conversations: found.conversations.map(({ conversation: { source: of, kind, title, members }, messages }) => ({
      source: of,
      kind,
      title,
      members: members.length,
      messages,
    })),
    people: source.people.length,
    ...found.account.toJSON(),
  };
}

export function outcomeJson(outcome: ImportOutcome, found: Survey, seconds: number): object {
  const { conversations, accounts, placeholders, refusedFiles } = outcome;
  return { conversations, accounts, placeholders, refusedFiles, ...found.account.toJSON(), seconds };
}

const order: readonly Found[] = [
  'continuations',
  'thread replies',
  'replies',
  'edited',
  'deleted',
  'reactions',
  'pinned',
  'files',
  'files named',
];

function describeAccount(account: Account): string[] {
  const messages = account.count('messages');
  const all = messages - account.count('continuations') + account.skippedInAll;
  const listed = (counts: ReadonlyMap<string, number>): string[] =>
    [...counts].toSorted(([, a], [, b]) => b - a).map(([what, count]) => `    ${n(count)} ${what}`);
  const among = order.filter((what) => account.count(what) > 0).map((what) => `    ${n(account.count(what))} ${what}`);
  return [
    `${n(all)} things found:`,
    `  ${n(messages)} messages to import${among.length > 0 ? ', among them or with them' : ''}`,
    ...among,
    `  ${n(account.skippedInAll)} left out${account.skipped.size > 0 ? ', since they are' : ''}`,
    ...listed(account.skipped),
    ...(account.changed.size > 0 ? ['  come over in another form:', ...listed(account.changed)] : []),
  ];
}

function nameOf({ people }: MovedSource, key: string): string {
  return people.find((person) => person.key === key)?.name ?? key;
}
