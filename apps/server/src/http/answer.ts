import type { ServerResponse } from 'node:http';

/** The body of a refusal that comes before tRPC and the authentication library. */
export function problem(code: string): { readonly code: string } {
  return { code };
}

/** Answers with JSON, or with text when it is a string, and is done. */
export function answer(res: ServerResponse, status: number, body: object | string): void {
  const isText = typeof body === 'string';
  res.writeHead(status, {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
    'cache-control': 'no-store',
  });
  res.end(isText ? body : JSON.stringify(body));
}
