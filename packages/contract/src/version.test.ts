import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { wireVersion } from './version.ts';
import { wireSchemas } from './wire.ts';

/** One hash for each version of the wire ever shipped. */
const shipped: Record<number, string> = {
  1: '48519fa76ed81ba0',
  2: 'e502269613030400',
  3: 'ae7594d19bfee964',
  4: '0caeb3a40717195b',
  5: '5ed2a2d966327a11',
  6: '2c7cef6690056751',
  7: 'd0117fac54757a9a',
  8: 'a7f08ef145289123',
  9: 'a7c97b02ae00bb71',
  10: '8051c5cc1448a735',
  11: '483fd8417bc4e360',
  12: '84322fa152699f6b',
  13: 'cb0260ac1690f93a',
  14: '9ea50018fced66fd',
  15: '846988137bcf80cb',
  16: '6d40fcaaaef1127f',
  17: 'a5b479222fb98f50',
  18: 'ba8cbb588e0fd217',
  19: '6533ef85036134e2',
};

function wireHash(): string {
  const hash = createHash('sha256');
  for (const [name, schema] of Object.entries(wireSchemas).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name} ${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

test('[L4] a changed wire shape needs a new wireVersion', () => {
  expect(wireHash(), 'a wire shape changed: raise wireVersion and add its hash').toBe(shipped[wireVersion]);
});

test('[L4] the tripwire sees a changed field', () => {
  const before = JSON.stringify(z.toJSONSchema(z.object({ seq: z.number() }), { io: 'input' }));
  const after = JSON.stringify(z.toJSONSchema(z.object({ seq: z.number().optional() }), { io: 'input' }));
  expect(after).not.toBe(before);
});
