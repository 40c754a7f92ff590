import type { ExportRecord } from '@nova/contract';

/** An export as JSON Lines. */
export async function* jsonLinesOf(records: AsyncIterable<ExportRecord>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}
