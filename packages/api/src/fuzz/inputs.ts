import fc from 'fast-check';
import { z } from 'zod';

/** The part of JSON Schema that the contract's inputs are described with. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
}

/** What nobody should send and somebody will. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udfffy',
    '\u202e\u200f\ufeff',
    '%_\\',
    "'; drop table users; --",
    '../../etc/passwd',
    '__proto__',
    'zzzzzzzz.1',
    'abc.-1',
    `abc.${'9'.repeat(40)}`,
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    'x'.repeat(8_001),
    '💥'.repeat(20_000),
    -1,
    0,
    1.5,
    Number.MAX_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER + 1,
    -Number.MAX_SAFE_INTEGER,
    2 ** 31,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    [],
    {},
    [[[[]]]],
    { toString: 'no' },
    undefined,
    new Date(0).toISOString(),
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999999Z',
  ),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.anything({ maxDepth: 2 }),
);

/** Values that a schema lets through, with ids from a pool of real and invented ones. */
function fitting(shape: Shape, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (shape.anyOf) return fc.oneof(...shape.anyOf.map((one) => fitting(one, ids)));
  if (shape.enum) return fc.constantFrom(...shape.enum);
  switch (shape.type) {
    case 'object': {
      const required = new Set(shape.required);
      const entries = Object.entries(shape.properties ?? {}).map(([name, inner]) => {
        const value = fitting(inner, ids);
        return [name, required.has(name) ? value : fc.option(value, { nil: undefined })] as const;
      });
      return fc.record(Object.fromEntries(entries));
    }
    case 'array':
      return fc.array(fitting(shape.items ?? {}, ids), { minLength: shape.minItems ?? 0, maxLength: 5 });
    case 'integer':
    case 'number':
      return fc.integer({ min: shape.minimum ?? 0, max: Math.min(shape.maximum ?? 50, 50) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      if (shape.format === 'uuid') return ids;
      if (shape.format === 'date-time') return fc.constantFrom('2004-07-01T10:00:00Z', '2030-01-01T00:00:00.123456Z');
      return fc.oneof(
        fc.constantFrom('hello', '@ann', 'irc:x', '👍', 'kjcvz563.3'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      );
  }
}

/** Replaces one value somewhere inside, or all of it. */
function spoil(input: unknown, at: number, by: unknown): unknown {
  if (typeof input !== 'object' || input === null) return by;
  const keys = Object.keys(input);
  const key = keys[at % (keys.length + 1)];
  if (key === undefined) return by;
  const inner: unknown = Reflect.get(input, key);
  const spoilt = spoil(inner, Math.floor(at / (keys.length + 1)), by);
  return Array.isArray(input)
    ? input.map((item: unknown, place) => (String(place) === key ? spoilt : item))
    : { ...input, [key]: spoilt };
}

/** Inputs for a procedure: fitting ones, and fitting ones with something wrong in them. */
export function inputsFor(schema: unknown, ids: readonly string[]): fc.Arbitrary<unknown> {
  const pool = fc.oneof(fc.constantFrom(...ids), fc.uuid());
  const shape: Shape = schema instanceof z.ZodType ? shapeOf(schema) : {};
  const good = schema === undefined ? fc.constant(undefined) : fitting(shape, pool);
  const bad = fc.tuple(good, fc.nat({ max: 1_000 }), hostile).map(([input, at, by]) => spoil(input, at, by));
  return fc.oneof({ weight: 2, arbitrary: good }, { weight: 3, arbitrary: bad }, { weight: 1, arbitrary: hostile });
}

function shapeOf(schema: z.ZodType): Shape {
  // JSON Schema as zod writes it has just the members named above.
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
}
