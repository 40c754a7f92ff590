import { testDatabase } from '@nova/testkit';
import postgres from 'postgres';
import { expect, test } from 'vitest';

test('[S3] of the printable ASCII characters, letters and digits make words and all others end them', async () => {
  await using base = await testDatabase();
  const sql = postgres(base.url, { max: 1 });
  const printable = Array.from({ length: 0x7f - 0x20 }, (_, n) => String.fromCharCode(0x20 + n)).join('');
  const rows = await sql<{ text: string }[]>`select nova_search_text(${`${printable}\n\té`}, false) as text`;
  await sql.end();
  expect(rows).toEqual([{ text: `${printable.replaceAll(/[^0-9A-Za-z]/g, ' ')}\n\te` }]);
});
