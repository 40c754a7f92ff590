import { numberText as n } from '../progress.ts';
import type { ImportedConversation } from '../moving/import-source.ts';
import type { ImportPlan } from './plan-import.ts';
import { allLines, spokenLines, type Tally } from './tally.ts';

/** What became of an import; `--json` prints it as it is. */
export interface ImportReport {
  readonly found: Tally;
  readonly authors: number;
  readonly channels: readonly ImportedConversation[];
  readonly seconds: number;
  readonly messagesPerSecond: number;
}

export function describePlan({ channels, tally, authors }: ImportPlan): string[] {
  return [
    ...channels.map(
      ({ title, paths, tally: own }) => `${title}: ${n(own.importable)} messages in ${logs(paths.length)}`,
    ),
    ...describeTally(tally, authors.size),
    'Nothing was imported: this was a dry run.',
  ];
}

export function describeImport({ channels, found, authors, seconds, messagesPerSecond }: ImportReport): string[] {
  const inserted = channels.reduce((sum, channel) => sum + channel.inserted, 0);
  const duplicates = channels.reduce((sum, channel) => sum + channel.duplicates, 0);
  return [
    ...channels.map(
      (one) =>
        `${one.title}: ${n(one.inserted)} new, ${n(one.duplicates)} there before; ${n(one.onServer)} on the server`,
    ),
    ...describeTally(found, authors),
    `Imported ${n(inserted)} messages, ${n(duplicates)} were there before: ` +
      `${seconds.toFixed(1)} s, ${n(messagesPerSecond)} messages/s.`,
  ];
}

function describeTally(tally: Tally, authors: number): string[] {
  const { lines, links } = tally;
  const spoken = spokenLines(tally);
  const system = lines.join + lines.leave + lines.rename + lines.other;
  const told = [
    `${n(allLines(tally))} lines in ${logs(tally.files)}:`,
    `  ${n(spoken)} messages and actions of ${n(authors)} people ` +
      `(${n(lines.message)} messages, ${n(lines.action)} actions, ${n(lines.notice)} notices)`,
    `    ${n(spoken - tally.empty)} to import, ${n(tally.empty)} left out: nothing in them is visible`,
    `    ${n(tally.brokenBytes)} broken bytes in them replaced by \uFFFD`,
    `  ${n(system)} system lines skipped ` +
      `(${n(lines.join)} joins, ${n(lines.leave)} leaves, ${n(lines.rename)} renames, ${n(lines.other)} others)`,
  ];
  const all = links.starts + links.replies + links.further + links.dangling + links.malformed;
  if (all > 0) {
    told.push(
      `${n(all)} reply links: ${n(links.replies)} became replies, ${n(links.starts)} only begin a conversation, ` +
        `${n(links.further)} name a second message, ${n(links.dangling)} lead to or from no message`,
    );
  }
  const rarities: readonly (readonly [count: number, what: string])[] = [
    [lines.blank, 'blank lines'],
    [lines.unknown, 'lines in no known form, skipped'],
    [tally.continuations, 'messages more, since over-long lines were divided'],
    [tally.withControls, 'messages with control characters, kept'],
    [tally.cutNames, 'names cut'],
    [links.malformed, 'links in no known form'],
  ];
  return [...told, ...rarities.filter(([count]) => count > 0).map(([count, what]) => `  ${n(count)} ${what}`)];
}

function logs(count: number): string {
  return count === 1 ? '1 log' : `${n(count)} logs`;
}
