import type { Query } from '@nova/db';
import type postgres from 'postgres';

/** A client as a `Query`, with `before` in front of every statement. */
export function queryOf(sql: postgres.Sql, before = ''): Query {
  return async <Row extends object>(strings: TemplateStringsArray, ...values: Parameters<Query>[1][]) => {
    const [first = '', ...more] = strings;
    const statement = Object.assign([`${before}${first}`, ...more], { raw: strings.raw });
    return sql<Row[]>(statement, ...(values as never[]));
  };
}
