import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { Attachment } from '@nova/contract';
import type { Account } from './stock-client.ts';

/** Uploads as a program would, with nothing of Nova's client. */
export async function put(
  url: string,
  by: Pick<Account, 'token'>,
  file: {
    id?: string;
    body: Uint8Array | string | ReadableStream;
    name?: string;
    type?: string;
    headers?: Record<string, string>;
  },
): Promise<{ status: number; id: string; attachment: Attachment; reason: string | undefined }> {
  const { id = randomUUID(), body, name = 'a.txt', type = '' } = file;
  const facts = new URLSearchParams({ name, type });
  const response = await fetch(`${url}/api/files/${id}?${facts}`, {
    method: 'PUT',
    body: body instanceof ReadableStream ? body : Buffer.from(body as string),
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    headers: { authorization: `Bearer ${by.token}`, ...file.headers },
  } as RequestInit);
  const answer = (await response.json()) as Attachment & { error?: { data: { reason: string } } };
  return { status: response.status, id, attachment: answer, reason: answer.error?.data.reason };
}

/** Downloads likewise. */
export function get(
  url: string,
  by: Pick<Account, 'token'> | null,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const authorization = by ? { authorization: `Bearer ${by.token}` } : {};
  return fetch(`${url}/api/files/${path}`, { headers: { ...authorization, ...headers } });
}

/** Says how much is to come, and sends nothing: resolves to the status of the answer. */
export function announce(url: string, { token }: Pick<Account, 'token'>, bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-length': bytes };
    const asked = request(`${url}/api/files/${randomUUID()}`, { method: 'PUT', headers }, (response) => {
      resolve(response.statusCode ?? 0);
      asked.destroy();
    });
    asked.on('error', reject);
    asked.flushHeaders();
  });
}
